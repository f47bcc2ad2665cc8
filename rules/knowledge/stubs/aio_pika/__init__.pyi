from typing import Any
from . import abc as abc
from .abc import AbstractChannel, AbstractExchange, AbstractQueue, AbstractRobustConnection
from .exchange import ExchangeType as ExchangeType
from .message import DeliveryMode as DeliveryMode, IncomingMessage as IncomingMessage, Message as Message

async def connect_robust(*args: Any, **kwargs: Any) -> AbstractRobustConnection: ...
async def connect(*args: Any, **kwargs: Any) -> AbstractRobustConnection: ...
