from typing import Any
from langchain_core.embeddings import Embeddings
from langchain_core.language_models.chat_models import BaseChatModel

class ChatOllama(BaseChatModel): ...
class OllamaEmbeddings(Embeddings):
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
