from typing import AsyncContextManager, ContextManager
from starlette.concurrency import iterate_in_threadpool as iterate_in_threadpool, run_in_threadpool as run_in_threadpool, run_until_first_complete as run_until_first_complete

def contextmanager_in_threadpool[T](cm: ContextManager[T]) -> AsyncContextManager[T]: ...
