from .base import Celery as Celery
from .builtins import shared_task as shared_task
