from typing import Any
import httpx

class TestClient(httpx.Client):
    __test__: bool
    def __init__(self, app: Any, base_url: str = ..., raise_server_exceptions: bool = ..., root_path: str = ..., backend: Any = ..., backend_options: Any = ..., cookies: Any = ..., headers: Any = ..., follow_redirects: bool = ..., client: Any = ...) -> None: ...
    def websocket_connect(self, url: str, subprotocols: Any = ..., **kwargs: Any) -> Any: ...
