from .brokers import AsyncBroker as AsyncBroker, InMemoryBroker as InMemoryBroker, ZeroMQBroker as ZeroMQBroker
from .context import Context as Context
from .decor import AsyncTaskiqDecoratedTask as AsyncTaskiqDecoratedTask
from .deps import TaskiqDepends as TaskiqDepends
from .scheduler import TaskiqScheduler as TaskiqScheduler
from .task import AsyncTaskiqTask as AsyncTaskiqTask
