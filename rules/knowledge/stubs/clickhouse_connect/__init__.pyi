from .driver import create_client as get_client, create_async_client as get_async_client
