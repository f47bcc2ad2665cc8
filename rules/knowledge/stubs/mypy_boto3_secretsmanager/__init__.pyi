from .client import SecretsManagerClient as SecretsManagerClient
