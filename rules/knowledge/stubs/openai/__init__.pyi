from ._client import AsyncAzureOpenAI as AsyncAzureOpenAI, AsyncOpenAI as AsyncOpenAI, AzureOpenAI as AzureOpenAI, OpenAI as OpenAI
from ._client import AsyncOpenAI as AsyncClient, OpenAI as Client
from ._exceptions import APIConnectionError as APIConnectionError, APIError as APIError, APIStatusError as APIStatusError, APITimeoutError as APITimeoutError, AuthenticationError as AuthenticationError, BadRequestError as BadRequestError, NotFoundError as NotFoundError, OpenAIError as OpenAIError, RateLimitError as RateLimitError
from ._legacy import ChatCompletion as ChatCompletion, Completion as Completion, Embedding as Embedding
from ._streaming import AsyncStream as AsyncStream, Stream as Stream

api_key: str | None
