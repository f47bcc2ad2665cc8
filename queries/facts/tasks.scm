; Jobs of a queue or a scheduler, with or without arguments: `@shared_task`, `@app.task(...)`, `@broker.task`, `@actor`.
(decorated_definition
  (decorator [(identifier) (attribute)] @registration)
  definition: (function_definition) @handler
  (#names? @registration "task" "shared_task" "actor" "job" "periodic_task" "on_after_configure"))

(decorated_definition
  (decorator
    (call
      function: [(identifier) (attribute)] @verb) @registration)
  definition: (function_definition) @handler
  (#names? @verb "task" "shared_task" "actor" "job" "periodic_task" "scheduled_job" "cron" "repeat_every"))

; `scheduler.add_job(f, "interval")`, `queue.enqueue(f)`.
(call
  function: (attribute attribute: (identifier) @verb)
  (#any-of? @verb "add_job" "enqueue" "enqueue_call" "enqueue_at" "enqueue_in" "add_periodic_task")) @registration

; arq: `class WorkerSettings: functions = [f]; cron_jobs = [cron(f)]; on_startup = f`.
(class_definition
  body: (block
    (expression_statement
      (assignment
        left: (identifier) @option
        right: (_) @value)))
  (#any-of? @option "functions" "cron_jobs" "on_startup" "on_shutdown" "on_job_start" "on_job_end")) @class
