from typing import Any
from ._async import AsyncDriver as AsyncDriver, AsyncSession as AsyncSession
from ._sync import Driver as Driver, Session as Session, Transaction as Transaction, Result as Result

class GraphDatabase:
    @classmethod
    def driver(cls, *args: Any, **kwargs: Any) -> Driver: ...
class AsyncGraphDatabase:
    @classmethod
    def driver(cls, *args: Any, **kwargs: Any) -> AsyncDriver: ...
def basic_auth(*args: Any, **kwargs: Any) -> Any: ...
