from .client import SNSClient as SNSClient
