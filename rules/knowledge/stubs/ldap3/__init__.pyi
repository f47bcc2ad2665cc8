from .core.connection import Connection as Connection
from .core.server import Server as Server

ALL: str
SUBTREE: str
NTLM: str
SIMPLE: str
