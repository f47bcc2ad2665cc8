from .client import WebhookClient as WebhookClient
