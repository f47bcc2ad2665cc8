from . import middleware as middleware
from .actor import Actor as Actor, actor as actor
from .broker import Broker as Broker, get_broker as get_broker, set_broker as set_broker
from .composition import group as group, pipeline as pipeline
from .errors import RateLimitExceeded as RateLimitExceeded, Retry as Retry
from .message import Message as Message
from .message import MessageProxy as MessageProxy
