; What serves: `FastAPI(...)`, `Starlette(...)`, `Celery(...)`.
(call
  function: [(identifier) (attribute)] @class
  (#names? @class "FastAPI" "Starlette" "Celery" "Taskiq" "AsyncIOScheduler" "BackgroundScheduler" "BlockingScheduler")) @application

; Their subclasses.
(class_definition
  superclasses: (argument_list [(identifier) (attribute)] @base)
  (#names? @base "FastAPI" "Starlette" "Celery")) @class
