from typing import Any

class _Settings:
    llm: Any
    embed_model: Any
    chunk_size: int
    chunk_overlap: int
    node_parser: Any
Settings: _Settings
