from typing import Any
from .indices.vector_store import VectorStoreIndex as VectorStoreIndex
from .readers import SimpleDirectoryReader as SimpleDirectoryReader
from .schema import Document as Document
from .settings import Settings as Settings
from .storage import StorageContext as StorageContext, load_index_from_storage as load_index_from_storage

class ServiceContext:
    @classmethod
    def from_defaults(cls, *args: Any, **kwargs: Any) -> ServiceContext: ...
class PromptTemplate:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
    def format(self, *args: Any, **kwargs: Any) -> str: ...
