// Written by `npm run generate`; do not edit.
import type { RuleDeclaration } from '../model/rule.ts'

/** By rule: its messages with the placeholders of message and remedy, and the ids of its exemptions. */
export interface RuleTable {
  'api/http-exception-misuse': {
    messages: {
      'converted': 'status' | 'becomes' | 'handler'
      'swallowed': 'status' | 'handler'
      'returned': never
    }
    silent: 'free' | 'deliberate' | 'same-status' | 'not-client-error' | 'test' | 'script'
  }
  'api/ignored-dependencies': {
    messages: {
      'guard': 'method' | 'path' | 'names' | 'handler'
      'dependency': 'method' | 'path' | 'names' | 'handler'
    }
    silent: 'none' | 'test' | 'script'
  }
  'api/no-content-with-body': {
    messages: {
      'returned': 'handler' | 'method' | 'path' | 'status'
      'response': 'handler' | 'method' | 'path' | 'status'
      'model': 'method' | 'path' | 'status'
    }
    silent: 'other-status' | 'nothing-returned' | 'test' | 'script'
  }
  'api/unreachable-route': {
    messages: {
      'shadowed': 'method' | 'example' | 'handler' | 'earlier' | 'pattern'
      'duplicate': 'method' | 'example' | 'handler' | 'earlier'
    }
    silent: 'reachable' | 'test' | 'script'
  }
  'async/blocking-wait-primitive': {
    messages: {
      'direct': 'call' | 'entry' | 'replacement'
      'reached': 'call' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'no-wait' | 'already-done' | 'work-awaited' | 'unbounded-queue' | 'script'
  }
  'async/cpu-bound-on-loop': {
    messages: {
      'direct': 'call' | 'cost' | 'entry' | 'replacement'
      'reached': 'call' | 'cost' | 'through' | 'replacement'
      'once': 'call' | 'cost' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'low-cost' | 'not-consumed' | 'script'
  }
  'async/direct-blocking-call': {
    messages: {
      'blocks': 'call' | 'entry' | 'replacement'
      'freezes': 'call' | 'duration' | 'entry' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'no-interval' | 'datagram-socket' | 'no-wait' | 'script'
  }
  'async/file-io-on-loop': {
    messages: {
      'direct': 'call' | 'entry' | 'replacement'
      'reached': 'call' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'startup' | 'first-request' | 'same-handle' | 'metadata' | 'not-consumed' | 'script'
  }
  'async/run-in-running-loop': {
    messages: {
      'direct': 'call' | 'outcome' | 'entry' | 'replacement'
      'reached': 'call' | 'outcome' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'guarded-loop' | 'script'
  }
  'async/sync-cache-queue-client': {
    messages: {
      'direct': 'call' | 'entry' | 'replacement'
      'reached': 'call' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'queued-command' | 'no-wait' | 'not-consumed' | 'script'
  }
  'async/sync-db-in-async': {
    messages: {
      'direct': 'call' | 'entry' | 'replacement'
      'reached': 'call' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'greenlet' | 'awaited' | 'not-a-connection' | 'script'
  }
  'async/sync-http-client': {
    messages: {
      'direct': 'call' | 'target' | 'bound' | 'entry' | 'replacement'
      'reached': 'call' | 'target' | 'bound' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'not-streamed' | 'script'
  }
  'async/sync-llm-or-vector-client': {
    messages: {
      'direct': 'call' | 'bound' | 'entry' | 'replacement'
      'reached': 'call' | 'bound' | 'through' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'awaited' | 'not-consumed' | 'script'
  }
  'async/transitive-blocking-call': {
    messages: {
      'reached': 'call' | 'through' | 'hop' | 'replacement'
      'once': 'call' | 'through' | 'hop' | 'replacement'
    }
    silent: 'offloaded' | 'thread-context' | 'worker-context' | 'not-on-loop' | 'guarded-loop' | 'script'
  }
  'db/engine-per-request': {
    messages: {
      'built': 'call' | 'entry'
      'reached': 'call' | 'through'
    }
    silent: 'once' | 'elsewhere' | 'undetermined' | 'test' | 'script'
  }
  'db/pool-pre-ping-missing': {
    messages: {
      'unset': 'dialect' | 'call'
      'off': 'dialect' | 'call'
      'wrapped': 'dialect' | 'call' | 'where'
    }
    silent: 'enabled' | 'unpooled' | 'embedded' | 'undetermined' | 'test' | 'script'
  }
  'db/pool-sizing': {
    messages: {
      'unset': 'dialect' | 'call'
      'unlimited': 'dialect' | 'call' | 'setting'
      'echo': 'dialect' | 'call'
    }
    silent: 'sized' | 'unpooled' | 'embedded' | 'undetermined' | 'elsewhere' | 'test' | 'script'
  }
  'db/unindexed-foreign-key': {
    messages: {
      'used': 'column' | 'target' | 'nearest' | 'uses' | 'tables' | 'migration'
      'declared': 'column' | 'target' | 'nearest' | 'tables' | 'migration'
      'migration-only': 'column' | 'where' | 'migration'
    }
    silent: 'indexed' | 'narrowed' | 'other-database' | 'undetermined' | 'script'
  }
  'prod/create-all': {
    messages: {
      'called': 'call' | 'entry'
      'reached': 'call' | 'through'
      'embedded': 'call' | 'entry'
    }
    silent: 'test' | 'script' | 'command-line' | 'stamped' | 'uncalled'
  }
  'prod/no-health-endpoint': {
    messages: {
      'missing': 'count'
    }
    silent: 'answered' | 'mentioned' | 'undetermined' | 'no-routes' | 'test' | 'script'
  }
  'prod/no-migrations': {
    messages: {
      'none': 'count' | 'tables'
      'empty': 'count' | 'tables' | 'where'
    }
    silent: 'migrated' | 'embedded' | 'other-tool' | 'no-service' | 'script'
  }
}

export const declarations: { readonly [Id in keyof RuleTable]: RuleDeclaration } = {
  "api/http-exception-misuse": {
    "id": "api/http-exception-misuse",
    "title": "HTTP error that does not reach the client as written",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "silent-failure",
    "category": "Error Handling",
    "messages": {
      "converted": "the {status} raised here reaches the client as {becomes}: `{handler}` below catches it",
      "swallowed": "the {status} raised here never reaches the client: `{handler}` below catches it and returns",
      "returned": "`return HTTPException` answers 200 with the exception as its body; it has to be raised"
    },
    "why": "HTTPException is an Exception: a broad handler around its `raise` takes it for an unexpected error, so a client's mistake is reported as the server's, retried, and alarmed about.",
    "remedy": "Put `except HTTPException: raise` above the broad handler, or raise outside of the `try`.",
    "decides": "A `raise` of an error with a status from 400 to 499 stands in a `try`; the first handler that takes it names Exception, BaseException or nothing, and neither raises it again nor looks at what it has caught.",
    "silent": {
      "free": "no handler of the same function catches it",
      "deliberate": "the handler names HTTP errors, raises again, looks at what it has caught, or goes on another way",
      "same-status": "the handler answers with the same status",
      "not-client-error": "the status is not from 400 to 499, or not known",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "broad": "`except Exception` raises another status",
      "returns": "`except Exception` returns something",
      "return": "`return HTTPException(...)` in a handler"
    },
    "passed": "HTTP errors reach the client as they were raised.",
    "example": {
      "before": "try:\n    if item is None:\n        raise HTTPException(404)\nexcept Exception as exc:\n    raise HTTPException(500) from exc\n",
      "after": "try:\n    if item is None:\n        raise HTTPException(404)\nexcept HTTPException:\n    raise\nexcept Exception as exc:\n    raise HTTPException(500) from exc\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/handling-errors/"
    ],
    "measured": null,
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/ignored-dependencies": {
    "id": "api/ignored-dependencies",
    "title": "Dependencies in the signature, where they are ignored",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "missing-authz",
    "category": "Authentication",
    "cwe": "CWE-862",
    "messages": {
      "guard": "{method} {path} runs without {names}: a parameter named `dependencies` of `{handler}` is a query parameter, so nobody is asked for credentials",
      "dependency": "{method} {path} runs without {names}: a parameter named `dependencies` of `{handler}` is a query parameter"
    },
    "why": "`dependencies=[...]` belongs to the decorator. As a parameter of the function it is read as a query or body parameter with a default, and what its author meant to run never does.",
    "remedy": "Move the list into the decorator: `@router.get(..., dependencies=[Depends(...)])`.",
    "decides": "A path operation has a parameter named dependencies whose default is a list of `Depends` or `Security`.",
    "silent": {
      "none": "the signature has no such parameter",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "list": "a list of `Depends` as the default of a parameter"
    },
    "passed": "Every dependency that is written runs.",
    "example": {
      "before": "@router.delete(\"/{item_id}\")\nasync def remove(item_id: int, dependencies=[Depends(require_admin)]): ...\n",
      "after": "@router.delete(\"/{item_id}\", dependencies=[Depends(require_admin)])\nasync def remove(item_id: int): ...\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-in-path-operation-decorators/"
    ],
    "measured": null,
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/no-content-with-body": {
    "id": "api/no-content-with-body",
    "title": "Body returned with a status that has none",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "config-drift",
    "category": "HTTP Semantics",
    "messages": {
      "returned": "`{handler}` returns a body, but {method} {path} answers {status}, which has none",
      "response": "`{handler}` returns a response with content, but {method} {path} answers {status}, which has none",
      "model": "{method} {path} declares a response model, but answers {status}, which has no body"
    },
    "why": "A status 204, 205 or 304 has no body. Depending on the version the framework drops what is returned, so that clients never see it, or the server fails with \"too much data for declared Content-Length\".",
    "remedy": "Return nothing, or answer 200.",
    "decides": "The `status_code` of the registration, and what the handler's own `return` statements give.",
    "silent": {
      "other-status": "the route answers a status that has a body, or one that is not known",
      "nothing-returned": "nothing, None or a response without content is returned, or it is not known what",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "literal": "a dictionary is returned",
      "json-response": "a JSONResponse with content",
      "response-model": "`response_model=` on such a route"
    },
    "passed": "Routes without content send none.",
    "example": {
      "before": "@router.delete(\"/{item_id}\", status_code=204)\nasync def remove(item_id: int):\n    return {\"ok\": True}\n",
      "after": "@router.delete(\"/{item_id}\", status_code=204)\nasync def remove(item_id: int) -> None:\n    ...\n",
      "safe": false
    },
    "references": [
      "https://www.rfc-editor.org/rfc/rfc9110.html#name-204-no-content"
    ],
    "measured": null,
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "api/unreachable-route": {
    "id": "api/unreachable-route",
    "title": "Route that an earlier route answers",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "dead-lifecycle",
    "category": "Routing",
    "messages": {
      "shadowed": "{method} {example} never reaches `{handler}`: `{earlier}` is registered before it and its path {pattern} matches first",
      "duplicate": "{method} {example} never reaches `{handler}`: `{earlier}` is registered before it on the same path"
    },
    "why": "The framework takes the first registered route whose pattern matches. The type of the parameter does not help: the pattern matches any text, and a parameter of type int then answers 422.",
    "remedy": "Register the literal route above the one with the parameter, or give the parameter a converter that excludes it, such as `int`.",
    "decides": "The route table: every URL that the later route can have matches the earlier one, both answer the method, and one body registers both, in that order.",
    "silent": {
      "reachable": "no earlier route matches everything that this one does",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {},
    "spellings": {
      "parameter": "a parameter before a literal of the same router",
      "same-path": "two functions on one path",
      "across-includes": "two routers that one body includes in order"
    },
    "passed": "No route is hidden behind another.",
    "example": {
      "before": "@router.get(\"/{item_id}\")\nasync def read(item_id: int): ...\n\n@router.get(\"/latest\")\nasync def latest(): ...\n",
      "after": "@router.get(\"/latest\")\nasync def latest(): ...\n\n@router.get(\"/{item_id}\")\nasync def read(item_id: int): ...\n",
      "safe": false
    },
    "references": [
      "https://fastapi.tiangolo.com/tutorial/path-params/#order-matters"
    ],
    "measured": null,
    "pack": "api",
    "also": [],
    "aliases": []
  },
  "async/blocking-wait-primitive": {
    "id": "async/blocking-wait-primitive",
    "title": "Waiting for a thread on the event loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` waits for another thread on the event loop ({entry})",
      "reached": "`{call}` waits for another thread on the event loop: {through}"
    },
    "why": "Joining a thread, waiting for a future, a lock or a thread queue stops the event loop until another thread acts. If that thread needs the loop, the process hangs.",
    "remedy": "Use {replacement}.",
    "decides": "Code on the event loop, directly or through synchronous project code, calls a waiting method of a threading, multiprocessing, queue or concurrent.futures object. The receiver's type decides: an asyncio future never waits.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "awaited": "the call is awaited, so the primitive is asynchronous",
      "no-wait": "an argument tells the call to return at once (`block=False`, `timeout=0`, `LOCK_NB`)",
      "already-done": "the future is known to be done",
      "work-awaited": "all work of the executor was awaited before its `with` block is left",
      "unbounded-queue": "putting into a queue without a bound never waits",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "instant": "the call never waits",
      "test": "test code",
      "asyncio-primitive": "futures, locks, events and queues of asyncio",
      "own-method": "a method of a project class that only shares the name"
    },
    "spellings": {
      "future-result": "`executor.submit(work).result()`",
      "futures-wait": "`concurrent.futures.wait` and `as_completed`",
      "executor-with": "leaving `with ThreadPoolExecutor()` joins its threads",
      "thread-join": "`Thread.join()`",
      "process-join": "`multiprocessing.Process.join()`",
      "thread-queue": "`queue.Queue.get()`",
      "bounded-queue": "`queue.Queue(maxsize=n).put(...)`",
      "event-wait": "`threading.Event.wait()`",
      "semaphore-acquire": "`threading.Semaphore.acquire()`",
      "file-lock": "`fcntl.flock`",
      "behind-function": "a helper that waits"
    },
    "passed": "No code on the event loop waits for a thread, a process or a thread queue.",
    "example": {
      "before": "async def convert(job: Job):\n    return pool.submit(render, job).result()\n",
      "after": "async def convert(job: Job):\n    return await asyncio.wrap_future(pool.submit(render, job))\n",
      "safe": true
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-future.html#asyncio.wrap_future",
      "https://docs.python.org/3/library/asyncio-dev.html#concurrency-and-multithreading"
    ],
    "measured": {
      "right": 14,
      "wrong": 1,
      "arguable": 1,
      "on": [
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx",
        "polarsource/polar"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/cpu-bound-on-loop": {
    "id": "async/cpu-bound-on-loop",
    "title": "Heavy computation on the event loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` computes for {cost} on the event loop ({entry})",
      "reached": "`{call}` computes for {cost} on the event loop: {through}",
      "once": "`{call}` computes for {cost} on the event loop on the first request of each process: {through}"
    },
    "why": "Password hashing, model inference, document and image work hold the event loop for their whole duration. At 100 ms each, ten of them a second stop a worker.",
    "remedy": "Hand it to {replacement}; code that holds the interpreter lock needs a process pool or a task queue.",
    "decides": "The call, directly or through synchronous project code, is known to compute for long, and runs on the event loop. Hashing with a key derivation function, model loading and inference, text recognition and document rendering are blockers; data frames, images and archives are major.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "awaited": "the call is awaited, so it is an asynchronous twin of the same name",
      "low-cost": "usually below a few milliseconds: JSON, tokens, plain digests, YAML dumps",
      "not-consumed": "a lazy result is made, not walked over",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "plain-loop": "a loop of unknown length without a known call",
      "own-function": "a function of the project that only shares the name"
    },
    "spellings": {
      "bcrypt-check": "`bcrypt.checkpw` and `bcrypt.hashpw`",
      "passlib-context": "`CryptContext.verify` and `.hash`",
      "argon-hasher": "`argon2.PasswordHasher`",
      "key-derivation": "`hashlib.pbkdf2_hmac` and `hashlib.scrypt`",
      "model-inference": "loading or running a machine learning model",
      "data-frame": "reading or writing a pandas data frame",
      "image-work": "resizing or saving an image",
      "document-work": "reading or rendering PDF or spreadsheets",
      "archive-work": "packing or unpacking an archive",
      "config-parse": "parsing YAML behind a memoised loader",
      "behind-function": "a helper such as `verify_password`",
      "in-dependency": "an async dependency that hashes"
    },
    "passed": "Password hashing, inference, document and image work are off the event loop.",
    "example": {
      "before": "async def login(form: LoginForm):\n    if not bcrypt.checkpw(form.password.encode(), user.hashed):\n        raise HTTPException(401)\n",
      "after": "async def login(form: LoginForm):\n    if not await asyncio.to_thread(bcrypt.checkpw, form.password.encode(), user.hashed):\n        raise HTTPException(401)\n",
      "safe": true
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-eventloop.html#executing-code-in-thread-or-process-pools",
      "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html"
    ],
    "measured": {
      "right": 17,
      "wrong": 7,
      "arguable": 11,
      "on": [
        "PrefectHQ/prefect",
        "Skyvern-AI/skyvern",
        "khoj-ai/khoj",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx",
        "polarsource/polar"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/direct-blocking-call": {
    "id": "async/direct-blocking-call",
    "title": "Blocking call in an async function",
    "severity": "blocker",
    "confidence": "high",
    "stage": "stable",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "blocks": "`{call}` blocks the event loop ({entry})",
      "freezes": "`{call}` freezes the event loop for {duration} ({entry})"
    },
    "why": "The event loop serves every request of the worker on one thread. While this call waits, no other request, timer or heartbeat of the process moves.",
    "remedy": "Await {replacement}, or hand the call to `asyncio.to_thread`.",
    "decides": "A call in the own body of a function that runs on the event loop leads, by import and type, to a library function known to sleep, run a process, wait for a socket or a name server, or read the terminal. The context of the function lowers the severity: at startup, at shutdown and in one-shot scripts nobody else waits; a function nothing calls is only assumed to run on the loop.",
    "silent": {
      "offloaded": "the function is handed to a thread or process, not called",
      "thread-context": "the function around it runs in the threadpool (`def` route, sync dependency, sync background task)",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop (import time, command line, no running loop)",
      "awaited": "the call is awaited, so it is an asynchronous twin of the same name",
      "no-interval": "a `psutil` sample without an interval returns at once",
      "datagram-socket": "a datagram or non-blocking socket does not wait to connect or send",
      "no-wait": "an argument tells the call to return at once (`timeout=0`, `WNOHANG`, `P_NOWAIT`)",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "instant": "the call only looks blocking; it polls, signals or reads memory",
      "test": "test code",
      "own-function": "a function of the project that only shares the name",
      "untyped-receiver": "a method of something whose type is not known",
      "async-twin": "the asynchronous call of the same purpose",
      "not-called": "a nested function or lambda that is defined but not called here",
      "typing-import": "a module imported for annotations only"
    },
    "spellings": {
      "module-attribute": "`time.sleep(1)`",
      "module-alias": "`import time as clock; clock.sleep(1)`",
      "name-alias": "`from time import sleep as pause; pause(1)`",
      "local-alias": "`wait = time.sleep; wait(1)`",
      "local-import": "an import inside the function",
      "star-import": "`from time import *`",
      "re-exported": "a library function re-exported by a module of the project",
      "guarded-import": "an import in `try` with `except ImportError`",
      "partial-object": "`functools.partial(time.sleep, 1)()`",
      "process-object": "a method of an object the function made",
      "with-statement": "waiting when a `with` block is left",
      "typed-parameter": "a method of a parameter with an annotation",
      "typed-attribute": "a method of `self.x`, known from its assignment",
      "eager-argument": "the call itself, not the function, is given to `to_thread`",
      "in-comprehension": "the call inside a comprehension",
      "in-conditional": "the call inside a conditional expression or a boolean operator",
      "name-lookup": "a host name resolved synchronously",
      "terminal-input": "reading from the terminal",
      "socket-wait": "connecting or receiving on a blocking socket",
      "interval-sample": "a `psutil` sample that sleeps through its interval",
      "nested-function": "a nested async function that is awaited",
      "async-route": "an `async def` path operation",
      "async-dependency": "an `async def` dependency",
      "dependency-teardown": "after the `yield` of an async dependency",
      "router-dependency": "a dependency of the router or the application",
      "websocket": "a WebSocket endpoint",
      "http-middleware": "a function under `@app.middleware(\"http\")`",
      "middleware-class": "`dispatch` of a `BaseHTTPMiddleware`",
      "asgi-middleware": "`__call__` of a plain ASGI middleware",
      "exception-handler": "an `async def` exception handler",
      "background-task": "an `async def` function in `BackgroundTasks`",
      "created-task": "a coroutine given to `create_task`, `gather` or a task group",
      "loop-callback": "a plain function given to `call_later` or `add_done_callback`",
      "streaming-response": "an async generator given to `StreamingResponse`",
      "graphql-resolver": "a GraphQL resolver, also a plain `def`",
      "request-validator": "a validator of a request model",
      "http-endpoint": "a method of a Starlette `HTTPEndpoint`",
      "startup": "before the `yield` of a lifespan",
      "shutdown": "after the `yield` of a lifespan",
      "startup-event": "a handler of the `startup` event, also a plain `def`",
      "worker-loop": "a job of an asyncio worker such as arq",
      "scheduled-job": "an `async def` job of an asyncio scheduler",
      "nobody-calls": "an async function that nothing in the project calls",
      "unreached": "a file that no application imports"
    },
    "passed": "No function that runs on the event loop sleeps, runs a process, waits for a socket or reads the terminal itself.",
    "example": {
      "before": "async def poll():\n    time.sleep(2)\n",
      "after": "async def poll():\n    await asyncio.sleep(2)\n",
      "safe": true
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code",
      "https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread",
      "https://fastapi.tiangolo.com/async/"
    ],
    "measured": {
      "right": 15,
      "wrong": 0,
      "arguable": 1,
      "on": [
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/file-io-on-loop": {
    "id": "async/file-io-on-loop",
    "title": "File access on the event loop",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` accesses files on the event loop ({entry})",
      "reached": "`{call}` accesses files on the event loop: {through}"
    },
    "why": "A read that misses the page cache, a full disk queue or a network volume holds the event loop for milliseconds to seconds; walking or copying a tree has no bound.",
    "remedy": "Use {replacement}, or hand the whole function to `asyncio.to_thread`.",
    "decides": "The call, directly or through synchronous project code, reads or writes files while requests are served. One read or write is minor; inside a loop, a directory walk, a copy of a tree or a flush to disk is major.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "awaited": "the call is awaited, so it is an asynchronous file",
      "startup": "read at startup or shutdown, while nobody waits",
      "first-request": "read once per process behind a memoised loader",
      "same-handle": "reading or writing a handle that the function itself opened",
      "metadata": "asks for or changes metadata only (`exists`, `stat`, `mkdir`)",
      "not-consumed": "a lazy listing is made, not walked over",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "memory-file": "`io.BytesIO` and `io.StringIO`",
      "async-file": "`UploadFile`, `aiofiles` and `anyio.Path`"
    },
    "spellings": {
      "open-with": "`with open(path) as file`",
      "open-inline": "`open(path).read()`",
      "path-text": "`Path.read_text` and its kin",
      "path-open": "`Path.open`",
      "directory-walk": "walking or globbing a directory",
      "tree-copy": "copying or removing a tree",
      "disk-flush": "`os.fsync`",
      "in-loop": "file access inside a loop",
      "load-dump": "`json.load`, `pickle.dump` and the like",
      "behind-function": "a helper that reads or writes"
    },
    "passed": "No file is read or written on the event loop while requests are served.",
    "example": {
      "before": "async def template(name: str):\n    return Path(TEMPLATES, name).read_text()\n",
      "after": "async def template(name: str):\n    return await anyio.Path(TEMPLATES, name).read_text()\n",
      "safe": false
    },
    "references": [
      "https://anyio.readthedocs.io/en/stable/fileio.html",
      "https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code"
    ],
    "measured": {
      "right": 24,
      "wrong": 23,
      "arguable": 11,
      "on": [
        "Chainlit/chainlit",
        "Skyvern-AI/skyvern",
        "khoj-ai/khoj",
        "mealie-recipes/mealie",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/run-in-running-loop": {
    "id": "async/run-in-running-loop",
    "title": "Event loop started inside a running one",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` {outcome} ({entry})",
      "reached": "`{call}` {outcome}: {through}"
    },
    "why": "A thread runs one event loop. Starting another inside it raises RuntimeError at run time, and waiting on the loop's own thread for work of that loop never ends.",
    "remedy": "Await the coroutine; {replacement}.",
    "decides": "Code on the event loop, directly or through synchronous project code, calls something that starts an event loop and waits for it, or waits for a coroutine handed to the loop it runs on.",
    "silent": {
      "offloaded": "the call is made in a thread, which may run a loop of its own",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "guarded-loop": "the call is made only where no event loop is running",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "main-block": "`asyncio.run(main())` at the foot of a module",
      "own-runner": "a method of a project class that only shares the name"
    },
    "spellings": {
      "asyncio-run": "`asyncio.run(work())` in an async function",
      "run-until-complete": "`loop.run_until_complete(work())`",
      "runner-object": "`asyncio.Runner().run(work())`",
      "anyio-run": "`anyio.run(work)`",
      "server-run": "`uvicorn.run(app)` in an async function",
      "bridged-call": "`async_to_sync(work)()`",
      "patched-loop": "`nest_asyncio.apply()`",
      "sync-wrapper": "a synchronous wrapper of a coroutine, called from async code"
    },
    "passed": "No code on the event loop starts a loop of its own.",
    "example": {
      "before": "async def report():\n    return asyncio.run(collect())\n",
      "after": "async def report():\n    return await collect()\n",
      "safe": true
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-runner.html#asyncio.run",
      "https://docs.python.org/3/library/asyncio-dev.html#concurrency-and-multithreading"
    ],
    "measured": {
      "right": 1,
      "wrong": 1,
      "arguable": 0,
      "on": [
        "chatchat-space/Langchain-Chatchat",
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/sync-cache-queue-client": {
    "id": "async/sync-cache-queue-client",
    "title": "Synchronous cache or queue client on the event loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` waits for the cache or broker on the event loop ({entry})",
      "reached": "`{call}` waits for the cache or broker on the event loop: {through}"
    },
    "why": "A synchronous Redis, document store or broker client holds the event loop for every round trip, and without bound when the server stalls: Redis clients have no socket timeout unless one is given.",
    "remedy": "Use {replacement} and await the command; give the client a socket timeout.",
    "decides": "The call, directly or through synchronous project code, is a command of a synchronous cache, document store or broker client, or waits for the result of a task, and runs on the event loop. The canonical import decides which twin a client is.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "awaited": "the call is awaited, so the client is asynchronous",
      "queued-command": "a command queued on a pipeline before `execute`",
      "no-wait": "an argument tells the call to return at once (`poll(0)`)",
      "not-consumed": "a lazy cursor or scan is made, not walked over",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "lazy": "building a client, a pool or a pipeline sends nothing",
      "test": "test code",
      "async-alias": "`import redis.asyncio as redis`",
      "either-kind": "a factory that returns either kind of client"
    },
    "spellings": {
      "redis-client": "a command of `redis.Redis`",
      "redis-from-url": "a client made by `redis.from_url`",
      "redis-attribute": "a client kept in `self` or at module level",
      "redis-lock": "acquiring a Redis lock",
      "pipeline-execute": "executing a pipeline",
      "scan-iteration": "walking over a scan",
      "pubsub-listen": "listening to a channel",
      "mongo-call": "a method of a `pymongo` collection",
      "task-result": "waiting for the result of a Celery task",
      "task-send": "publishing a task to the broker",
      "broker-call": "kafka, pika or kombu directly",
      "behind-service": "a method of a project class that holds the client"
    },
    "passed": "Every cache and broker command on the event loop goes through an asynchronous client.",
    "example": {
      "before": "client = redis.Redis()\n\nasync def read(key: str):\n    return client.get(key)\n",
      "after": "client = redis.asyncio.Redis(socket_timeout=2)\n\nasync def read(key: str):\n    return await client.get(key)\n",
      "safe": false
    },
    "references": [
      "https://redis.readthedocs.io/en/stable/examples/asyncio_examples.html",
      "https://docs.celeryq.dev/en/stable/reference/celery.result.html"
    ],
    "measured": {
      "right": 9,
      "wrong": 2,
      "arguable": 5,
      "on": [
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/sync-db-in-async": {
    "id": "async/sync-db-in-async",
    "title": "Synchronous database call on the event loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no synchronous SQLAlchemy in async FastAPI",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` waits for the database on the event loop ({entry})",
      "reached": "`{call}` waits for the database on the event loop: {through}"
    },
    "why": "A synchronous driver holds the event loop for the whole round trip, and for as long as it waits for a pooled connection. That a sync dependency made the session in a thread changes nothing: it is used on the loop.",
    "remedy": "Use {replacement}; until then declare the path operation with `def`, which moves it to the threadpool.",
    "decides": "The call, directly or through synchronous project code, is a method of a synchronous SQLAlchemy, SQLModel or driver object that talks to the database, and runs on the event loop.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool (`def` route, sync dependency)",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "greenlet": "the function is given to `run_sync`, which yields to the loop at every database call",
      "awaited": "the call is awaited, so the session is asynchronous",
      "not-a-connection": "the object inspected is not a connection",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "memory-only": "the call only changes the session or builds a statement",
      "test": "test code",
      "async-session": "methods of an asynchronous session that are synchronous by design",
      "async-factory": "`sessionmaker(class_=AsyncSession)`",
      "name-only": "a value called `session` or `db` whose type is not known"
    },
    "spellings": {
      "session-parameter": "a parameter annotated `Session` in an async route",
      "annotated-dependency": "`SessionDep = Annotated[Session, Depends(get_db)]`",
      "default-dependency": "`db: Session = Depends(get_db)`",
      "legacy-query": "`db.query(User).all()`",
      "select-execute": "`db.execute(select(User))`",
      "commit-refresh": "`db.commit()` and `db.refresh(user)`",
      "sqlmodel-session": "`sqlmodel.Session.exec`",
      "with-session": "`with SessionLocal() as db`",
      "engine-connect": "`engine.connect()` and `connection.execute`",
      "driver-call": "psycopg, psycopg2, pymysql or sqlite3 directly",
      "behind-repository": "a method of a repository that holds the session",
      "generic-repository": "a method of a generic repository base class",
      "in-dependency": "an async dependency that queries",
      "through-function": "a plain function that takes the session"
    },
    "passed": "Every database call on the event loop goes through an asynchronous session.",
    "example": {
      "before": "async def read_users(db: Session = Depends(get_db)):\n    return db.execute(select(User)).scalars().all()\n",
      "after": "async def read_users(db: AsyncSession = Depends(get_async_db)):\n    return (await db.execute(select(User))).scalars().all()\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html",
      "https://fastapi.tiangolo.com/async/#path-operation-functions"
    ],
    "measured": {
      "right": 48,
      "wrong": 3,
      "arguable": 50,
      "on": [
        "chatchat-space/Langchain-Chatchat",
        "mealie-recipes/mealie",
        "mem0ai/mem0",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/sync-http-client": {
    "id": "async/sync-http-client",
    "title": "Synchronous HTTP client on the event loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no requests in async context",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}`{target} waits for the network on the event loop{bound} ({entry})",
      "reached": "`{call}`{target} waits for the network on the event loop{bound}: {through}"
    },
    "why": "A synchronous HTTP call holds the event loop until the other side has answered. One slow upstream stops every request of the worker.",
    "remedy": "Await {replacement} on one client that lives as long as the application, with a timeout.",
    "decides": "The call, directly or through synchronous project code, leads to a method of a synchronous HTTP client or of a service SDK built on one, and runs on the event loop.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "awaited": "the call is awaited, so it is an asynchronous twin of the same name",
      "not-streamed": "reading a response that was already loaded whole",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "local-call": "an SDK call that computes locally and sends nothing",
      "test": "test code",
      "async-client": "a client of an asynchronous library",
      "exception-type": "a type of the library used in `except` or an annotation",
      "own-client": "a class of the project that only shares names with a client"
    },
    "spellings": {
      "requests-function": "`requests.get(url)`",
      "requests-alias": "`from requests import get as fetch`",
      "requests-session": "a method of `requests.Session`",
      "session-with": "`with requests.Session() as session`",
      "session-subclass": "a project class derived from `requests.Session`",
      "session-attribute": "a session kept in `self`",
      "httpx-function": "`httpx.get(url)`",
      "httpx-client": "a method of `httpx.Client`",
      "httpx-client-with": "`with httpx.Client() as client`",
      "urllib-open": "`urllib.request.urlopen(url)`",
      "urllib-pool": "`urllib3.PoolManager().request(...)`",
      "http-connection": "`http.client.HTTPSConnection(...)`",
      "streamed-body": "reading a streamed response piece by piece",
      "injected-client": "a client that a dependency returned",
      "behind-service": "a method of a project service that holds the client",
      "sdk-call": "a service SDK that sends requests synchronously"
    },
    "passed": "Every HTTP call on the event loop uses an asynchronous client.",
    "example": {
      "before": "async def rates():\n    return requests.get(RATES_URL).json()\n",
      "after": "async def rates(request: Request):\n    answer = await request.app.state.http.get(RATES_URL, timeout=5.0)\n    return answer.json()\n",
      "safe": false
    },
    "references": [
      "https://www.python-httpx.org/async/",
      "https://fastapi.tiangolo.com/async/"
    ],
    "measured": {
      "right": 14,
      "wrong": 1,
      "arguable": 4,
      "on": [
        "khoj-ai/khoj",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/sync-llm-or-vector-client": {
    "id": "async/sync-llm-or-vector-client",
    "title": "Synchronous model, vector store or cloud client on the event loop",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "direct": "`{call}` waits for a remote service on the event loop{bound} ({entry})",
      "reached": "`{call}` waits for a remote service on the event loop{bound}: {through}"
    },
    "why": "One generation, search or upload takes hundreds of milliseconds to minutes, and the default timeouts are minutes or none. Meanwhile every request on this worker stands still.",
    "remedy": "Use {replacement}, with a timeout of seconds and few retries.",
    "decides": "The call, directly or through synchronous project code, is a method of a synchronous client of a language model, a vector store or a cloud provider, and runs on the event loop.",
    "silent": {
      "offloaded": "the call or a function on the way is handed to a thread or process",
      "thread-context": "the function around it runs in the threadpool",
      "worker-context": "the function around it runs in a worker process of a task queue",
      "not-on-loop": "the function around it never runs on the event loop",
      "awaited": "the call is awaited, so it is an asynchronous twin",
      "not-consumed": "a lazy stream is made, not walked over",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "local-call": "the call only wires objects or signs locally",
      "test": "test code",
      "async-client": "a client of the asynchronous twin",
      "async-method": "the `a…` twin of a method (`ainvoke`, `achat`)"
    },
    "spellings": {
      "openai-chat": "`client.chat.completions.create(...)`",
      "openai-embedding": "`client.embeddings.create(...)`",
      "anthropic-message": "`client.messages.create(...)`",
      "ollama-function": "a module function of `ollama`",
      "langchain-invoke": "`.invoke` of a LangChain model or chain",
      "llama-index-query": "`.query` of a LlamaIndex engine",
      "chroma-query": "a query of a Chroma collection",
      "qdrant-search": "a search of a Qdrant client",
      "pinecone-query": "a query of a Pinecone index",
      "s3-call": "a method of a boto3 client",
      "client-attribute": "a client kept in `self` or at module level",
      "behind-service": "a method of a project class that holds the client"
    },
    "passed": "Every model, vector store and cloud call on the event loop goes through an asynchronous client.",
    "example": {
      "before": "client = OpenAI()\n\nasync def answer(question: str):\n    return client.chat.completions.create(model=MODEL, messages=as_messages(question))\n",
      "after": "client = AsyncOpenAI(timeout=30, max_retries=1)\n\nasync def answer(question: str):\n    return await client.chat.completions.create(model=MODEL, messages=as_messages(question))\n",
      "safe": false
    },
    "references": [
      "https://github.com/openai/openai-python#async-usage",
      "https://fastapi.tiangolo.com/async/"
    ],
    "measured": {
      "right": 20,
      "wrong": 2,
      "arguable": 5,
      "on": [
        "khoj-ai/khoj",
        "mrveiss/AutoBot-AI",
        "polarsource/polar"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "async/transitive-blocking-call": {
    "id": "async/transitive-blocking-call",
    "title": "Blocking call behind a synchronous function",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no blocking call in an async endpoint",
    "cause": "blocking-io",
    "category": "Blocking Call",
    "messages": {
      "reached": "`{call}` blocks the event loop: {through}",
      "once": "`{call}` blocks the event loop on the first request of each process: {through}"
    },
    "why": "An async function calls synchronous code that ends in a blocking call. The event loop stands still for as long as it takes, however many calls away it is.",
    "remedy": "Hand `{hop}` to `asyncio.to_thread` where async code calls it, or make the chain async down to {replacement}.",
    "decides": "The call graph is followed from code on the event loop through synchronous project functions (calls, constructors, properties, context managers, iteration, operators, decorators) to a library function known to block. The finding sits on the call by which async code enters synchronous code. A way of more than eight calls, or one that is not certain at every hop, lowers the severity.",
    "silent": {
      "offloaded": "a hop of the way is handed to a thread or process, not called",
      "thread-context": "the caller runs in the threadpool (`def` route, sync dependency, sync background task)",
      "worker-context": "the caller runs in a worker process of a task queue",
      "not-on-loop": "the caller never runs on the event loop (import time, command line)",
      "guarded-loop": "the call is made only where no event loop is running",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "no-wait": "an argument tells the blocking call to return at once",
      "generator-not-consumed": "the generator is made but its body does not run here",
      "instant": "the call at the end only looks blocking",
      "test": "test code",
      "untyped-receiver": "a method of something whose type is not known",
      "disagreeing-types": "a name that holds values of different types",
      "async-override": "the method that runs is an asynchronous override",
      "reference-only": "the function is passed on or stored, not called"
    },
    "spellings": {
      "same-module": "a function of the same module",
      "other-module": "a function of another module",
      "three-files": "a chain through three files",
      "method": "a method of an object the function made",
      "class-method": "a class method or static method",
      "inherited-method": "a method of a base class",
      "super-call": "a method reached through `super()`",
      "constructor": "work done in `__init__`",
      "property-read": "reading a property",
      "enter-exit": "entering or leaving a context manager",
      "generator-context": "a function under `@contextmanager`",
      "callable-object": "calling an object with `__call__`",
      "operator": "an operator or subscript with a method of its own",
      "consumed-generator": "walking over a generator of the project",
      "decorator-wrapper": "the wrapper of a project decorator",
      "decorated-function": "a function under a transparent decorator",
      "partial-object": "a `functools.partial` of a project function",
      "nested-function": "a nested function that is called",
      "lambda-call": "a lambda that is called",
      "higher-order": "a function given to `map`, `sorted(key=)` and the like",
      "module-instance": "a method of an object built at module level",
      "injected-instance": "a method of an object that a dependency returned",
      "factory": "a method of what a project function returned",
      "typed-attribute": "a method of an attribute with an annotation",
      "only-implementation": "a method of a protocol or abstract class with one implementation",
      "several-implementations": "a method of an abstract class with several implementations",
      "recursion": "functions that call each other",
      "long-way": "a way of more than eight calls",
      "first-request": "behind a memoised factory, so once per process",
      "re-exported": "a function re-exported by a package",
      "unreached": "a file that no application imports"
    },
    "passed": "No synchronous function that code on the event loop calls ends in a blocking call.",
    "example": {
      "before": "async def save(data: Config):\n    store.save(data)\n",
      "after": "async def save(data: Config):\n    await asyncio.to_thread(store.save, data)\n",
      "safe": false
    },
    "references": [
      "https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code",
      "https://fastapi.tiangolo.com/async/"
    ],
    "measured": {
      "right": 25,
      "wrong": 2,
      "arguable": 4,
      "on": [
        "PrefectHQ/prefect",
        "mealie-recipes/mealie",
        "mrveiss/AutoBot-AI",
        "onyx-dot-app/onyx"
      ]
    },
    "pack": "async",
    "also": [],
    "aliases": []
  },
  "db/engine-per-request": {
    "id": "db/engine-per-request",
    "title": "Database engine built while serving",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "Depends() for shared resources",
    "cause": "resource-churn",
    "category": "Connection Pool",
    "messages": {
      "built": "`{call}` builds an engine, and with it a new pool of connections, each time ({entry})",
      "reached": "`{call}` builds an engine, and with it a new pool of connections, each time: {through}"
    },
    "why": "An engine is a pool: it pays off because it is kept. Built per request, each request opens connections of its own and leaves them behind until the garbage collector comes; under load the server runs out of connections.",
    "remedy": "Make one engine per process, in a module or in the lifespan, and hand out sessions from it.",
    "decides": "A call that makes a SQLAlchemy engine in a function that a request, a socket or a background task reaches, unless it runs once per process (module level, startup, a remembered result, a guard that fills a global or an attribute).",
    "silent": {
      "once": "it is built once per process",
      "elsewhere": "a command, a script or a task of a worker builds it",
      "undetermined": "nothing shows who calls the function around it",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "options": "`engine.execution_options(...)`, which shares the pool",
      "session-factory": "a session factory over an engine that is kept"
    },
    "spellings": {
      "handler": "in a path operation",
      "dependency": "in a dependency",
      "behind-function": "in a function that a handler calls",
      "constructor": "in the constructor of an object that a handler makes"
    },
    "passed": "Engines are built once per process.",
    "example": {
      "before": "def get_session():\n    return sessionmaker(create_engine(URL))()\n",
      "after": "engine = create_engine(URL, pool_pre_ping=True)\nmake_session = sessionmaker(engine)\n\ndef get_session():\n    with make_session() as session:\n        yield session\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/connections.html#basic-usage"
    ],
    "measured": null,
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/pool-pre-ping-missing": {
    "id": "db/pool-pre-ping-missing",
    "title": "Connection pool without pre-ping",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": "pool_pre_ping=True",
    "cause": "pool-exhaustion",
    "category": "Connection Pool",
    "messages": {
      "unset": "the {dialect} engine made by `{call}` has no `pool_pre_ping`: a pooled connection that has died fails the request that gets it",
      "off": "the {dialect} engine made by `{call}` turns `pool_pre_ping` off: a pooled connection that has died fails the request that gets it",
      "wrapped": "the {dialect} engine that this call asks for is made by `{call}` at {where} without `pool_pre_ping`: a pooled connection that has died fails the request that gets it"
    },
    "why": "A database restart, a failover or an idle timeout in between closes pooled connections silently. Without a ping each of them costs one failed request, all at the moment when the service should recover.",
    "remedy": "Pass `pool_pre_ping=True` where the engine is made; it costs one round trip when a connection is taken from the pool.",
    "decides": "Every call that makes a SQLAlchemy engine for PostgreSQL, MySQL or another server, with its keyword arguments, those of dictionaries written out and of the project's own functions around it, evaluated where they are called.",
    "silent": {
      "enabled": "`pool_pre_ping` is on, or set by the configuration",
      "unpooled": "no connection is kept between uses",
      "embedded": "the database lives in a file or in memory",
      "undetermined": "the database or the settings are not told by the source",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "own-function": "a function of the project that is only called like SQLAlchemy's"
    },
    "spellings": {
      "sync-engine": "`create_engine(url)`",
      "async-engine": "`create_async_engine(url)`",
      "switched-off": "`pool_pre_ping=False`",
      "wrapper-default": "a function of the project whose own default is False"
    },
    "passed": "Every pooled engine checks its connections before use.",
    "example": {
      "before": "engine = create_engine(url)\n",
      "after": "engine = create_engine(url, pool_pre_ping=True)\n",
      "safe": true
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/pooling.html#disconnect-handling-pessimistic"
    ],
    "measured": null,
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/pool-sizing": {
    "id": "db/pool-sizing",
    "title": "Connection pool without a size of its own",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "pool-exhaustion",
    "category": "Connection Pool",
    "messages": {
      "unset": "the {dialect} engine made by `{call}` sets neither `pool_size` nor `max_overflow`: 5 connections and 10 more per process, and the next request waits 30 s for one",
      "unlimited": "the {dialect} engine made by `{call}` has `{setting}`: nothing limits its connections, the server's own limit fails them",
      "echo": "the {dialect} engine made by `{call}` has `echo` on: every statement and its parameters go to the log"
    },
    "why": "The pool decides how many requests can use the database at once. Its default suits a laptop: the sixteenth concurrent request waits up to half a minute. A pool without a limit passes the overload on to the server, which then refuses everybody.",
    "remedy": "Size the pool for one process (`pool_size` plus `max_overflow`), so that all processes together stay below the server's limit, with a short `pool_timeout` and a `pool_recycle` below the idle timeout in between.",
    "decides": "Every call that makes a pooled SQLAlchemy engine for a database server, in code that serves requests, with its settings. An unset size is minor, a pool without a limit is major.",
    "silent": {
      "sized": "`pool_size` or `max_overflow` is set",
      "unpooled": "no connection is kept between uses",
      "embedded": "the database lives in a file or in memory",
      "undetermined": "the database or the settings are not told by the source",
      "elsewhere": "a command, a script or a task makes the engine",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "own-function": "a function of the project that is only called like SQLAlchemy's"
    },
    "spellings": {
      "default": "no setting at all",
      "unlimited-overflow": "`max_overflow=-1`",
      "unlimited-size": "`pool_size=0`",
      "echo": "`echo=True`"
    },
    "passed": "Every pooled engine has a size of its own.",
    "example": {
      "before": "engine = create_async_engine(url, pool_pre_ping=True)\n",
      "after": "engine = create_async_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=5, pool_timeout=10, pool_recycle=1800)\n",
      "safe": false
    },
    "references": [
      "https://docs.sqlalchemy.org/en/20/core/pooling.html"
    ],
    "measured": null,
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "db/unindexed-foreign-key": {
    "id": "db/unindexed-foreign-key",
    "title": "Foreign key without an index",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "every foreign key indexed",
    "cause": "missing-index",
    "category": "Missing Index",
    "messages": {
      "used": "`{column}` references `{target}` and no index serves it{nearest}; rows are looked up by it through {uses}{tables}",
      "declared": "`{column}` references `{target}` and no index serves it{nearest}{tables}",
      "migration-only": "the index on `{column}` stands in the migrations only ({where}); the next autogenerated revision drops it"
    },
    "why": "PostgreSQL does not index a foreign key by itself. Every load of the referring rows, and every delete or key update of a referred row, scans the whole table; it gets slower with each row, and a delete holds its locks meanwhile.",
    "remedy": "Add `index=True` to the column, or an Index that it leads, and create the index in a migration without blocking writes: {migration}",
    "decides": "Every foreign key of a mapped class, mixin or Table (one finding per place that declares it) against the leading columns of primary keys, unique constraints and indexes of the models and of the replayed Alembic revisions. A blocker where a relationship, a query or an ON DELETE rule looks rows up by it, else major.",
    "silent": {
      "indexed": "the column leads an index, a unique constraint or the primary key",
      "narrowed": "one column of a key over several is indexed by itself",
      "other-database": "every engine of the project is for a database that needs no such index, or embedded",
      "undetermined": "a part of the table's declaration is not followed, so absence of an index proves nothing",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "test code",
      "own-column": "a class or function of the project that is only called like SQLAlchemy's",
      "unmapped": "a mixin that no mapped class uses"
    },
    "spellings": {
      "mapped-column": "`mapped_column(ForeignKey(...))`",
      "column": "`Column(..., ForeignKey(...))`",
      "sqlmodel": "`Field(foreign_key=...)`",
      "table": "a column of `Table(...)`",
      "mixin": "a column of a mixin, with the tables it is in",
      "declared-attr": "a column that a `declared_attr` returns",
      "alias": "a column in `Annotated[...]`",
      "attribute-target": "`ForeignKey(User.id)`",
      "second-column": "the second column of a composite primary key",
      "partial": "an index with a predicate of its own",
      "composite": "`ForeignKeyConstraint([...], [...])`"
    },
    "passed": "Every foreign key is served by an index.",
    "example": {
      "before": "user_id: Mapped[int] = mapped_column(ForeignKey(\"users.id\"))\n",
      "after": "user_id: Mapped[int] = mapped_column(ForeignKey(\"users.id\"), index=True)\n",
      "safe": true
    },
    "references": [
      "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",
      "https://docs.sqlalchemy.org/en/20/core/constraints.html#indexes"
    ],
    "measured": null,
    "pack": "db",
    "also": [],
    "aliases": []
  },
  "prod/create-all": {
    "id": "prod/create-all",
    "title": "Schema created by the application",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no create_all() in production",
    "cause": "schema-authority",
    "category": "Schema Migration",
    "messages": {
      "called": "`{call}` changes the schema when the application runs ({entry})",
      "reached": "`{call}` changes the schema when the application runs: {through}",
      "embedded": "`{call}` changes the schema of a SQLite database when the application runs ({entry})"
    },
    "why": "The application becomes a second authority over the schema. It creates what is missing and never alters what is there, so a deployed database drifts from the models; several instances that start together race on the same CREATE TABLE.",
    "remedy": "Delete the call and run `alembic upgrade head` as a step of the release, before the new version starts.",
    "decides": "A call or reference named `create_all` or `drop_all` whose receiver is a SQLAlchemy or SQLModel metadata object (by type, not by name), or a schema generator of another mapper, in code that an application runs: at import, at startup, in a factory or in a handler. A flag around it does not excuse it; a branch for SQLite lowers it.",
    "silent": {
      "test": "tests and their fixtures",
      "script": "commands, scripts, migrations and examples that no application runs",
      "command-line": "a function that only a command line calls",
      "stamped": "what is created is stamped with its Alembic revision, so migrations stay in charge",
      "uncalled": "a function that nothing calls"
    },
    "lookalikes": {
      "own-method": "a method of a project class that only shares the name",
      "untyped-receiver": "a method of something whose type is not known"
    },
    "spellings": {
      "run-sync": "`await connection.run_sync(Base.metadata.create_all)`",
      "bound-engine": "`Base.metadata.create_all(bind=engine)`",
      "module-level": "at import of a module of the application",
      "lifespan": "before the `yield` of a lifespan",
      "startup-event": "in a handler of the `startup` event",
      "app-factory": "in the function that builds the application",
      "in-handler": "in a path operation",
      "behind-function": "a helper that startup calls",
      "behind-method": "a method that startup calls",
      "sqlmodel-metadata": "`SQLModel.metadata.create_all(engine)`",
      "plain-metadata": "a `MetaData()` object",
      "local-alias": "`metadata = Base.metadata; metadata.create_all(engine)`",
      "drop-all": "`drop_all`",
      "guarded-flag": "behind a setting",
      "sqlite-branch": "in a branch for SQLite",
      "unreached": "a file that no application imports"
    },
    "passed": "No code that the application runs creates or drops tables.",
    "example": {
      "before": "async with engine.begin() as connection:\n    await connection.run_sync(Base.metadata.create_all)\n",
      "after": "# release step, before the new version starts:\n# alembic upgrade head\n",
      "safe": false
    },
    "references": [
      "https://alembic.sqlalchemy.org/en/latest/tutorial.html",
      "https://docs.sqlalchemy.org/en/20/core/metadata.html#creating-and-dropping-database-tables"
    ],
    "measured": {
      "right": 3,
      "wrong": 0,
      "arguable": 0,
      "on": [
        "mrveiss/AutoBot-AI"
      ]
    },
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/no-health-endpoint": {
    "id": "prod/no-health-endpoint",
    "title": "Service without a health endpoint",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "dead-lifecycle",
    "category": "Health Check",
    "messages": {
      "missing": "none of the {count} routes of this application answers a health check (looked for a path that ends in health, healthz, livez, readyz, ping or the like)"
    },
    "why": "A load balancer or orchestrator that has nothing to ask keeps sending requests to an instance that hangs, and replaces none.",
    "remedy": "Add `GET /livez` that returns at once, and `GET /readyz` that asks the database and the broker with a short timeout, and point the probes at them.",
    "decides": "The paths of all routes, prefixes of their routers included: none ends in a segment that names a health check.",
    "silent": {
      "answered": "a route answers health checks",
      "mentioned": "the code names a health path that is answered outside of the route table",
      "undetermined": "the last part of some path is not told by the source",
      "no-routes": "the application answers no routes of its own",
      "test": "test code",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "auxiliary": "a further application of the same project"
    },
    "spellings": {
      "application": "`FastAPI()` with routes"
    },
    "passed": "A health endpoint exists.",
    "example": {
      "before": "app = FastAPI()\n",
      "after": "@app.get(\"/livez\", include_in_schema=False)\nasync def livez():\n    return {\"status\": \"ok\"}\n",
      "safe": false
    },
    "references": [
      "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/"
    ],
    "measured": null,
    "pack": "prod",
    "also": [],
    "aliases": []
  },
  "prod/no-migrations": {
    "id": "prod/no-migrations",
    "title": "Schema without migrations",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "Alembic for all schema changes",
    "cause": "schema-authority",
    "category": "Schema Migration",
    "messages": {
      "none": "{count} ({tables}) and no migrations: neither an Alembic revision nor an environment for them was found",
      "empty": "{count} ({tables}) and no migrations: an Alembic environment is set up ({where}), but it has no revision"
    },
    "why": "Without migrations a change of the models reaches no deployed database, or reaches it by hand: each environment drifts from the others, and no release can be rolled forward or back.",
    "remedy": "Set up Alembic (`alembic init -t async migrations`), point `target_metadata` at the metadata of these models, and record the present state with `alembic revision --autogenerate -m baseline`.",
    "decides": "A declarative base or registry with mapped tables in a project that serves requests, none of whose tables any replayed Alembic revision knows while there is no revision at all.",
    "silent": {
      "migrated": "there are Alembic revisions",
      "embedded": "every engine of the project is for an embedded database",
      "other-tool": "Python files in a folder for migrations belong to another tool or to a runner of the project's own",
      "no-service": "nothing here serves requests, so the schema may be migrated where the models are used",
      "script": "scripts, commands, migrations, examples, generated and vendored code"
    },
    "lookalikes": {
      "test": "models that only tests declare"
    },
    "spellings": {
      "declarative": "a declarative base with models",
      "environment": "an Alembic environment without a revision"
    },
    "passed": "The schema is under migrations.",
    "example": {
      "before": "class Base(DeclarativeBase):\n    pass\n",
      "after": "# migrations/env.py\ntarget_metadata = Base.metadata\n",
      "safe": false
    },
    "references": [
      "https://alembic.sqlalchemy.org/en/latest/tutorial.html"
    ],
    "measured": null,
    "pack": "prod",
    "also": [],
    "aliases": []
  }
}
