from typing import Any
from . import schedules as schedules, signals as signals
from .app.base import Celery as Celery
from .app.builtins import shared_task as shared_task
from .app.task import Task as Task
from .canvas import Signature as Signature, chain as chain, chord as chord, group as group, signature as signature

current_app: Celery
current_task: Any
