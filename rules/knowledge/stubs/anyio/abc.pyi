from ._core._tasks import TaskGroup as TaskGroup
