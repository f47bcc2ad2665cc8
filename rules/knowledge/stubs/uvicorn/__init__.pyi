from .config import Config as Config
from .main import run as run
from .server import Server as Server
