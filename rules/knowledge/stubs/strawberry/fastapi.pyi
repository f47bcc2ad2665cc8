from typing import Any
from fastapi.routing import APIRouter

class GraphQLRouter(APIRouter): ...
class BaseContext:
    request: Any
    background_tasks: Any
    response: Any
