from typing import Any

class Credentials:
    @classmethod
    def from_service_account_file(cls, *args: Any, **kwargs: Any) -> Credentials: ...
    @classmethod
    def from_service_account_info(cls, *args: Any, **kwargs: Any) -> Credentials: ...
