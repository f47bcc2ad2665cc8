from .base import Client as Client
