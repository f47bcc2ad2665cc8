from typing import Any
from .milvus_client import AsyncMilvusClient as AsyncMilvusClient, MilvusClient as MilvusClient
from .orm import Collection as Collection

class DataType:
    INT64: Any
    FLOAT_VECTOR: Any
    VARCHAR: Any
class FieldSchema:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
class CollectionSchema:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
