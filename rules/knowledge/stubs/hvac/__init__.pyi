from .v1 import Client as Client
