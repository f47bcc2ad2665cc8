from typing import Any
from .data import Index as Index, IndexAsyncio as IndexAsyncio
from .pinecone import Pinecone as Pinecone
from .pinecone_asyncio import PineconeAsyncio as PineconeAsyncio

class ServerlessSpec:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
