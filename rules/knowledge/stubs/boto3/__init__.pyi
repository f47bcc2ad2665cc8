from typing import Any
from botocore.client import S3, SQS, SNS, SES, Lambda, DynamoDB, SecretsManager, BedrockRuntime, BaseClient
from .resources.base import ServiceResource
from .session import Session as Session

def _client() -> Any: ...
def setup_default_session(*args: Any, **kwargs: Any) -> None: ...
