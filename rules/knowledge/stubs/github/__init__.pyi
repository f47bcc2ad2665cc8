from typing import Any
from .GithubException import GithubException as GithubException, UnknownObjectException as UnknownObjectException
from .MainClass import Github as Github

class Auth:
    def __init__(self, *args: Any, **kwargs: Any) -> None: ...
