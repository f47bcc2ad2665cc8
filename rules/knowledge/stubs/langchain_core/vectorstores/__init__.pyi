from .base import VectorStore as VectorStore, VectorStoreRetriever as VectorStoreRetriever
