from typing import Any

class Signal:
    def connect(self, *args: Any, **kwargs: Any) -> Any: ...
    def send(self, *args: Any, **kwargs: Any) -> Any: ...
    def disconnect(self, *args: Any, **kwargs: Any) -> Any: ...
task_prerun: Signal
task_postrun: Signal
task_failure: Signal
task_success: Signal
task_retry: Signal
worker_init: Signal
worker_ready: Signal
worker_process_init: Signal
worker_process_shutdown: Signal
worker_shutdown: Signal
beat_init: Signal
setup_logging: Signal
after_setup_logger: Signal
