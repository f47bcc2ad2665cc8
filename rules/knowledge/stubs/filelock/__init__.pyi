from ._api import BaseFileLock as BaseFileLock, FileLock as FileLock, SoftFileLock as SoftFileLock, Timeout as Timeout, UnixFileLock as UnixFileLock
from ._asyncio import AsyncFileLock as AsyncFileLock
