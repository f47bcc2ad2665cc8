from typing import Any
from typing_extensions import Self
from .resources import Chat, Completions, Embeddings, Responses, Images, Audio, Models, Files, Moderations, Beta, Batches, VectorStores, FineTuning, AsyncChat, AsyncCompletions, AsyncEmbeddings, AsyncResponses, AsyncImages, AsyncAudio, AsyncModels, AsyncFiles, AsyncModerations, AsyncBeta, AsyncBatches, AsyncVectorStores, AsyncFineTuning

class OpenAI:
    chat: Chat
    completions: Completions
    embeddings: Embeddings
    responses: Responses
    images: Images
    audio: Audio
    models: Models
    files: Files
    moderations: Moderations
    beta: Beta
    batches: Batches
    vector_stores: VectorStores
    fine_tuning: FineTuning
    timeout: Any
    max_retries: int
    def with_options(self, *args: Any, **kwargs: Any) -> Self: ...
    def copy(self, *args: Any, **kwargs: Any) -> Self: ...
    def close(self, *args: Any, **kwargs: Any) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *args: Any) -> None: ...
    def __init__(self, *, api_key: Any = ..., organization: str | None = ..., project: str | None = ..., base_url: Any = ..., timeout: Any = ..., max_retries: int = ..., default_headers: Any = ..., default_query: Any = ..., http_client: Any = ..., **kw: Any) -> None: ...
class AzureOpenAI(OpenAI):
    def __init__(self, *, azure_endpoint: str | None = ..., azure_deployment: str | None = ..., api_version: str | None = ..., api_key: Any = ..., organization: str | None = ..., project: str | None = ..., base_url: Any = ..., timeout: Any = ..., max_retries: int = ..., default_headers: Any = ..., default_query: Any = ..., http_client: Any = ..., **kw: Any) -> None: ...
class AsyncOpenAI:
    chat: AsyncChat
    completions: AsyncCompletions
    embeddings: AsyncEmbeddings
    responses: AsyncResponses
    images: AsyncImages
    audio: AsyncAudio
    models: AsyncModels
    files: AsyncFiles
    moderations: AsyncModerations
    beta: AsyncBeta
    batches: AsyncBatches
    vector_stores: AsyncVectorStores
    fine_tuning: AsyncFineTuning
    timeout: Any
    max_retries: int
    def with_options(self, *args: Any, **kwargs: Any) -> Self: ...
    def copy(self, *args: Any, **kwargs: Any) -> Self: ...
    async def close(self, *args: Any, **kwargs: Any) -> None: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *args: Any) -> None: ...
    def __init__(self, *, api_key: Any = ..., organization: str | None = ..., project: str | None = ..., base_url: Any = ..., timeout: Any = ..., max_retries: int = ..., default_headers: Any = ..., default_query: Any = ..., http_client: Any = ..., **kw: Any) -> None: ...
class AsyncAzureOpenAI(AsyncOpenAI):
    def __init__(self, *, azure_endpoint: str | None = ..., azure_deployment: str | None = ..., api_version: str | None = ..., api_key: Any = ..., organization: str | None = ..., project: str | None = ..., base_url: Any = ..., timeout: Any = ..., max_retries: int = ..., default_headers: Any = ..., default_query: Any = ..., http_client: Any = ..., **kw: Any) -> None: ...
