from .client import SESClient as SESClient
