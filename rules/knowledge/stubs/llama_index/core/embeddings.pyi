from .base.embeddings.base import BaseEmbedding as BaseEmbedding
