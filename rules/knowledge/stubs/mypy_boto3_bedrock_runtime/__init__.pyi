from .client import BedrockRuntimeClient as BedrockRuntimeClient
