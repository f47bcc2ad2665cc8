from typing import Any

class GithubException(Exception):
    status: int
    data: Any
class UnknownObjectException(GithubException): ...
