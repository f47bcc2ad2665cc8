from ._client import Anthropic as Anthropic, AsyncAnthropic as AsyncAnthropic
from ._client import Anthropic as Client, AsyncAnthropic as AsyncClient
from ._exceptions import APIConnectionError as APIConnectionError, APIError as APIError, APIStatusError as APIStatusError, APITimeoutError as APITimeoutError, AnthropicError as AnthropicError, AuthenticationError as AuthenticationError, BadRequestError as BadRequestError, RateLimitError as RateLimitError
