from . import models as models
from .async_qdrant_client import AsyncQdrantClient as AsyncQdrantClient
from .qdrant_client import QdrantClient as QdrantClient
