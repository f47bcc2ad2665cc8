from . import types as types
from .client import Client as Client
