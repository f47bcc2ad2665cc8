from .client.base import Client as Client
