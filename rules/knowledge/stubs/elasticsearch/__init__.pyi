from . import helpers as helpers
from ._async import AsyncElasticsearch as AsyncElasticsearch
from ._sync import Elasticsearch as Elasticsearch
from .exceptions import ApiError as ApiError, ConflictError as ConflictError, ConnectionError as ConnectionError, NotFoundError as NotFoundError, RequestError as RequestError, TransportError as TransportError
