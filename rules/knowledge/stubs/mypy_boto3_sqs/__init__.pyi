from .client import SQSClient as SQSClient
