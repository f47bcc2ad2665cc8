from .client import LambdaClient as LambdaClient
