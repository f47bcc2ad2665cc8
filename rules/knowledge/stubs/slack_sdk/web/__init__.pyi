from .client import WebClient as WebClient
