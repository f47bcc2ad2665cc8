// Written by `npm run generate`; do not edit.
import type { RuleDeclaration } from '../model/rule.ts'

/** By rule: its messages with the placeholders of message and remedy, and the ids of its exemptions. */
export interface RuleTable {
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
  'infra/container-runs-as-root': {
    messages: {
      'base': 'stage' | 'base'
      'explicit': 'stage' | 'user'
      'unused': 'stage' | 'user'
    }
    silent: 'test' | 'script' | 'development' | 'switched' | 'non-root-base' | 'drops' | 'compose-user' | 'orchestrator' | 'starts-nothing'
  }
  'infra/datastore-port-published': {
    messages: {
      'published': 'port' | 'label' | 'service'
      'open': 'port' | 'label' | 'service' | 'why'
      'ephemeral': 'port' | 'label' | 'service'
    }
    silent: 'test' | 'script' | 'development' | 'not-published' | 'loopback'
  }
  'infra/datastore-without-volume': {
    messages: {
      'compose': 'label' | 'service'
      'workload': 'label' | 'service'
    }
    silent: 'test' | 'script' | 'development' | 'kept' | 'cache'
  }
  'infra/depends-on-without-condition': {
    messages: {
      'started': 'service' | 'label' | 'target'
      'unchecked': 'service' | 'label' | 'target'
    }
    silent: 'test' | 'script' | 'development' | 'waits' | 'waits-itself'
  }
  'infra/dev-server-in-production': {
    messages: {
      'reload': 'server' | 'token' | 'source'
      'flask': 'source' | 'token'
      'verbose': 'level' | 'source' | 'token'
      'variable': 'name' | 'value' | 'source' | 'token'
    }
    silent: 'test' | 'script' | 'development' | 'serves'
  }
  'infra/k8s-pod-hardening': {
    messages: {
      'privileged': 'container' | 'workload'
      'host': 'workload'
      'socket': 'workload' | 'path'
      'context': 'workload' | 'missing'
    }
    silent: 'test' | 'script' | 'development' | 'hardened'
  }
  'infra/no-healthcheck': {
    messages: {
      'service': 'service' | 'server'
      'worker': 'service' | 'server'
      'readiness': 'service'
      'liveness': 'service'
    }
    silent: 'test' | 'script' | 'development' | 'checked' | 'switched-off' | 'extended'
  }
  'infra/no-lockfile': {
    messages: {
      'open': 'open' | 'all' | 'file' | 'names'
      'project': 'installer'
      'ignored': never
    }
    silent: 'test' | 'script' | 'development' | 'locked'
  }
  'infra/no-restart-or-limits': {
    messages: {
      'restart': 'services'
      'limits': 'services'
      'pods': 'services'
    }
    silent: 'test' | 'script' | 'development' | 'set' | 'extended'
  }
  'infra/plaintext-credential-in-manifest': {
    messages: {
      'value': 'name' | 'value' | 'where'
      'address': 'name' | 'value' | 'where'
      'known': 'name' | 'value' | 'where'
    }
    silent: 'test' | 'script' | 'development' | 'template' | 'reference'
  }
  'infra/secret-in-image': {
    messages: {
      'variable': 'name' | 'value' | 'keyword'
      'argument': 'name'
      'file': 'file'
      'address': 'value'
    }
    silent: 'test' | 'script' | 'placeholder' | 'reference' | 'mounted' | 'template'
  }
  'infra/server-process-model': {
    messages: {
      'worker': 'source' | 'class' | 'app'
      'single': 'source'
    }
    silent: 'test' | 'script' | 'development' | 'scaled' | 'asgi-worker'
  }
  'infra/signals-not-forwarded': {
    messages: {
      'shell': 'source' | 'server'
      'script': 'script' | 'source' | 'server'
    }
    silent: 'test' | 'script' | 'development' | 'direct' | 'init' | 'bash'
  }
  'infra/unpinned-image': {
    messages: {
      'floating': 'image' | 'use'
      'datastore': 'image' | 'use' | 'label'
      'language': 'image' | 'use' | 'label'
    }
    silent: 'test' | 'script' | 'development' | 'pinned' | 'built-here' | 'own-image'
  }
  'infra/unsupported-dependency': {
    messages: {
      'release': 'name' | 'version' | 'until' | 'today' | 'replacement' | 'source'
      'variant': 'image' | 'name' | 'until' | 'today' | 'replacement' | 'source'
      'package': 'name' | 'version' | 'state' | 'today' | 'replacement' | 'source'
    }
    silent: 'test' | 'script' | 'supported' | 'development'
  }
  'prod/create-all': {
    messages: {
      'called': 'call' | 'entry'
      'reached': 'call' | 'through'
      'embedded': 'call' | 'entry'
    }
    silent: 'test' | 'script' | 'command-line' | 'stamped' | 'uncalled'
  }
}

export const declarations: { readonly [Id in keyof RuleTable]: RuleDeclaration } = {
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
  "infra/container-runs-as-root": {
    "id": "infra/container-runs-as-root",
    "title": "Container runs as root",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "privilege",
    "category": "Container",
    "cwe": "CWE-250",
    "messages": {
      "base": "`{stage}` runs as root: nothing behind `FROM {base}` switches to another user",
      "explicit": "`{stage}` runs as root: its last USER is `{user}`",
      "unused": "`{stage}` makes the user `{user}` and never switches to it, so it runs as root"
    },
    "why": "Whoever gets code to run in the process is root in the container: every file of the image can be changed, packages can be installed, and a flaw in the kernel or a mounted socket is a way to the host.",
    "remedy": "Make a user with a fixed number, give it what it writes to, and end the stage with `USER` before CMD.",
    "decides": "For each deployed stage of a Dockerfile that runs Python (the last one, and those a compose file or a workflow builds by name): the last USER in force, through the stages it starts from, variables put in. Without one the base image decides, if it is one that is known to run as root or known not to.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "a stage or file for development",
      "switched": "the last USER is not root",
      "non-root-base": "the base image does not run as root",
      "drops": "the entry point gives up root itself (gosu, su-exec, setpriv)",
      "compose-user": "every compose service that builds it sets another user",
      "orchestrator": "a Kubernetes manifest or chart of the project makes its pods run as another user",
      "starts-nothing": "nothing is started from it"
    },
    "lookalikes": {
      "not-python": "an image that runs no Python",
      "unknown-base": "a base image of which nobody here knows whom it runs as"
    },
    "spellings": {
      "no-user": "no USER at all",
      "user-root": "`USER root`",
      "user-number": "`USER 0`",
      "back-to-root": "switched back to root in the end",
      "user-made": "a user is made and not used",
      "inherited": "the stage it starts from does not switch either",
      "argument": "a base image put in by ARG"
    },
    "passed": "Every deployed image runs as another user than root.",
    "example": {
      "before": "FROM python:3.13-slim\nCMD [\"uvicorn\", \"app.main:app\"]\n",
      "after": "FROM python:3.13-slim\nRUN useradd --system --uid 10001 app\nUSER 10001\nCMD [\"uvicorn\", \"app.main:app\"]\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/build/building/best-practices/#user",
      "https://docs.docker.com/reference/dockerfile/#user"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/datastore-port-published": {
    "id": "infra/datastore-port-published",
    "title": "Datastore published to the network",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "privilege",
    "category": "Network Exposure",
    "cwe": "CWE-668",
    "messages": {
      "published": "port {port} of {label} (service {service}) is published on every address of the host",
      "open": "port {port} of {label} (service {service}) is published on every address of the host, and {why}",
      "ephemeral": "port {port} of {label} (service {service}) is published on a free port of every address of the host"
    },
    "why": "A published port goes around the host's firewall: Docker writes its own rules first. A database or cache that was meant for the services beside it answers whoever reaches the host, and one without a password gives them everything.",
    "remedy": "Drop the port, the services beside it reach it by name; or bind it to `127.0.0.1` for access from the host itself.",
    "decides": "Ports of compose services whose image is a database, cache or broker, overlays put over them, in files for production. Bound to no address or to all of them it is major, and a blocker if the service asks for no password.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "a compose file for development, or one that starts nothing of the project's own",
      "not-published": "no port is published",
      "loopback": "bound to the host itself"
    },
    "lookalikes": {
      "application": "a port of a service that keeps no data",
      "exposed": "`expose` publishes nothing"
    },
    "spellings": {
      "short": "`\"5432:5432\"`",
      "all-addresses": "`\"0.0.0.0:5432:5432\"`",
      "variable": "`\"${DB_PORT:-5432}:5432\"`",
      "long": "the long form",
      "free-port": "only the port inside",
      "without-password": "Redis without a password",
      "trust": "PostgreSQL that trusts everybody",
      "overlay": "published by a file put over the base"
    },
    "passed": "No datastore is published to the network.",
    "example": {
      "before": "redis:\n  image: redis:7.4\n  ports: [\"6379:6379\"]\n",
      "after": "redis:\n  image: redis:7.4\n  ports: [\"127.0.0.1:6379:6379\"]\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/engine/network/packet-filtering-firewalls/",
      "https://docs.docker.com/reference/compose-file/services/#ports"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/datastore-without-volume": {
    "id": "infra/datastore-without-volume",
    "title": "Datastore without a volume",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "process-local-state",
    "category": "Orchestration",
    "messages": {
      "compose": "the data of {label} (service {service}) is in no named volume: it is lost when the container is made anew",
      "workload": "the data of {label} (container {service}) is in no claim: it is lost when the pod is"
    },
    "why": "A container's own files and anonymous volumes go when it is made anew: at an update of the image, at `docker compose down`, when a pod moves to another node. So does the database.",
    "remedy": "Mount a named volume or a claim at the directory the datastore keeps its data in.",
    "decides": "Compose services for production, overlays put over them, and Kubernetes workloads whose image is a datastore that keeps data nowhere else: no mount with a name or a folder of the host at a place for data. A cache is left alone.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "for development",
      "kept": "a named volume, a folder of the host or a claim is mounted",
      "cache": "what it holds can be made again"
    },
    "lookalikes": {
      "application": "a service that is no datastore"
    },
    "spellings": {
      "nothing": "no mount at all",
      "configuration-only": "only configuration or start-up scripts are mounted",
      "anonymous": "a volume without a name",
      "empty-dir": "an `emptyDir` of a pod"
    },
    "passed": "Every datastore keeps its data in a volume.",
    "example": {
      "before": "db:\n  image: postgres:17\n",
      "after": "db:\n  image: postgres:17\n  volumes: [\"db-data:/var/lib/postgresql/data\"]\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/engine/storage/volumes/",
      "https://kubernetes.io/docs/concepts/storage/persistent-volumes/"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/depends-on-without-condition": {
    "id": "infra/depends-on-without-condition",
    "title": "Service that does not wait for its datastore",
    "severity": "minor",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "dead-lifecycle",
    "category": "Orchestration",
    "messages": {
      "started": "service {service} only waits until {label} ({target}) is started, not until it answers, though it has a health check",
      "unchecked": "service {service} only waits until {label} ({target}) is started, and that has no health check to wait for"
    },
    "why": "A database takes seconds from its start to its first answer. A service that starts at once fails on its first connection or migration: it works on a warm machine and not on a cold one.",
    "remedy": "Wait with `condition: service_healthy`, and give {target} a health check if it has none.",
    "decides": "`depends_on` of compose services for production that are built from source: a datastore or broker named without a condition or with `service_started`, overlays put over both. A service whose start waits by itself is left alone.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "for development",
      "waits": "waits until the target is healthy or done",
      "waits-itself": "what it starts waits for the datastore first"
    },
    "lookalikes": {
      "no-datastore": "depends on something that is no datastore"
    },
    "spellings": {
      "list": "`depends_on: [db]`",
      "condition": "`condition: service_started`",
      "no-check": "the target has no health check"
    },
    "passed": "Services wait until their datastores answer.",
    "example": {
      "before": "depends_on: [db]\n",
      "after": "depends_on:\n  db: {condition: service_healthy}\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/compose/how-tos/startup-order/"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/dev-server-in-production": {
    "id": "infra/dev-server-in-production",
    "title": "Development server in production",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "process-model",
    "category": "Process Model",
    "messages": {
      "reload": "production starts `{server}` with `{token}`: {source}",
      "flask": "production starts Flask's development server: {source}",
      "verbose": "production logs at level `{level}`: {source}",
      "variable": "production runs with `{name}={value}`: {source}"
    },
    "why": "Reloading watches every file, runs a single process whatever is asked for, and restarts the service when a file changes. It drops what is in flight, and it hides how many workers there are.",
    "remedy": "Start the server without `{token}` in what is deployed; keep it in an override for development.",
    "decides": "The command of a deployed image, of a compose service for production, of a Procfile, unit or platform file, followed into entry point scripts: a server that reloads, Flask's own server, log level debug or trace; and variables that turn debugging on in a production image or service.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "an image, service or file for development",
      "serves": "the server is started for production"
    },
    "lookalikes": {
      "comment": "a command in a comment",
      "other-flag": "a program that is no server known here"
    },
    "spellings": {
      "image": "in CMD of an image",
      "compose": "in the command of a compose service",
      "fastapi-dev": "`fastapi dev`",
      "entry-script": "in the entry point script",
      "procfile": "in a Procfile",
      "flask-run": "`flask run`",
      "log-level": "`--log-level debug`",
      "environment": "`ENV PYTHONASYNCIODEBUG=1`"
    },
    "passed": "Everything deployed starts a server made for it.",
    "example": {
      "before": "CMD [\"uvicorn\", \"app.main:app\", \"--reload\"]\n",
      "after": "CMD [\"uvicorn\", \"app.main:app\", \"--workers\", \"4\"]\n",
      "safe": true
    },
    "references": [
      "https://www.uvicorn.org/deployment/",
      "https://fastapi.tiangolo.com/fastapi-cli/#fastapi-run"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/k8s-pod-hardening": {
    "id": "infra/k8s-pod-hardening",
    "title": "Pod with more rights than it needs",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "privilege",
    "category": "Container",
    "cwe": "CWE-250",
    "messages": {
      "privileged": "container {container} of {workload} is privileged: it is root on the node",
      "host": "{workload} runs in the network of the node",
      "socket": "{workload} mounts `{path}` of the node: whoever is in the pod commands every container of it",
      "context": "{workload} does not set {missing}"
    },
    "why": "What breaks into the process has the rights of the pod. With a security context that forbids root and new privileges it stays in the container; without one, or with the node's own doors open, it need not.",
    "remedy": "Set `runAsNonRoot: true` for the pod and `allowPrivilegeEscalation: false` for the container.",
    "decides": "Kubernetes workloads for production that are written out whole: `privileged`, `hostNetwork`, a mounted container socket are major; no `runAsNonRoot` (nor a user other than 0) or no `allowPrivilegeEscalation: false` is minor. Templates and patches of a kustomization are parts, so they are left alone; so are datastores, which their images decide.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "for development",
      "hardened": "runs as another user and cannot gain privileges"
    },
    "lookalikes": {
      "patch": "a patch of a kustomization",
      "template": "a template"
    },
    "spellings": {
      "no-context": "no security context",
      "escalation": "only `allowPrivilegeEscalation` is missing",
      "privileged": "`privileged: true`",
      "host-network": "`hostNetwork: true`",
      "socket": "a mounted container socket"
    },
    "passed": "Every pod runs without root and cannot gain privileges.",
    "example": {
      "before": "containers:\n  - name: api\n",
      "after": "securityContext: {runAsNonRoot: true}\ncontainers:\n  - name: api\n    securityContext: {allowPrivilegeEscalation: false}\n",
      "safe": false
    },
    "references": [
      "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/no-healthcheck": {
    "id": "infra/no-healthcheck",
    "title": "Service without a health check",
    "severity": "major",
    "confidence": "medium",
    "stage": "preview",
    "standard": null,
    "cause": "process-model",
    "category": "Orchestration",
    "messages": {
      "service": "nothing checks whether service {service} ({server}) still answers: neither the compose file nor its image has a health check",
      "worker": "nothing checks whether service {service} ({server}) still works: neither the compose file nor its image has a health check",
      "readiness": "container {service} has no readiness probe: it gets traffic before it can answer, and goes on getting it when it no longer can",
      "liveness": "container {service} has no liveness probe: one that hangs is never restarted"
    },
    "why": "A process that hangs looks like one that runs. Without a check nothing waits until it is ready, nothing takes it out of the load balancer and nothing starts it anew.",
    "remedy": "Add a check that asks the service itself: `python -c` with urllib needs nothing installed, a probe takes a path and a port.",
    "decides": "Compose services for production that are built from source and start a known server or worker, overlays put over them, with the HEALTHCHECK of their image; containers of Kubernetes deployments that listen on a port.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "for development",
      "checked": "a health check or probe is there",
      "switched-off": "the check of the image is switched off on purpose",
      "extended": "takes its settings from another service"
    },
    "lookalikes": {
      "one-shot": "a service that starts no server known here",
      "datastore": "an image that is not built here"
    },
    "spellings": {
      "server": "a compose service with an HTTP server",
      "queue-worker": "a compose service with a worker",
      "no-probe": "a container without probes",
      "only-readiness": "a container without a liveness probe"
    },
    "passed": "Everything that serves is checked.",
    "example": {
      "before": "api:\n  build: .\n",
      "after": "api:\n  build: .\n  healthcheck:\n    test: [\"CMD\", \"python\", \"-c\", \"import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=3)\"]\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/reference/compose-file/services/#healthcheck",
      "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/no-lockfile": {
    "id": "infra/no-lockfile",
    "title": "Image built from open versions",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "non-reproducible",
    "category": "Dependencies",
    "messages": {
      "open": "this build takes whatever is newest: {open} of {all} requirements of {file} fix no version ({names})",
      "project": "this build takes whatever is newest: `{installer}` installs the project without a lock file",
      "ignored": "there is a lock file, and `uv sync` without `--locked` or `--frozen` may change it during the build"
    },
    "why": "The same commit gives another image tomorrow. A release of any package, also of one nobody here has heard of, reaches production without a change of yours, and yesterday's image cannot be built again.",
    "remedy": "Commit a lock file and install from it (`uv sync --frozen`, `pip install -r` of compiled pins with hashes).",
    "decides": "The commands that install what a deployed image needs, in the stages it starts from and copies from: requirements files of which less than nine in ten lines fix a version, the project itself without a lock, a lock that is not kept to. Tools installed by name are left alone.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "an image for development",
      "locked": "the versions come from a lock file, hashes or constraints"
    },
    "lookalikes": {
      "tool": "a tool that is installed by its name",
      "unread": "a requirements file that is not found here"
    },
    "spellings": {
      "requirements": "`pip install -r` of open requirements",
      "pip-project": "`pip install .`",
      "poetry": "`poetry install` without poetry.lock",
      "uv-sync": "`uv sync` that may change the lock"
    },
    "passed": "Every image is built from versions that are written down.",
    "example": {
      "before": "RUN pip install -r requirements.txt\n",
      "after": "RUN uv sync --frozen --no-dev\n",
      "safe": false
    },
    "references": [
      "https://docs.astral.sh/uv/concepts/projects/sync/",
      "https://pip.pypa.io/en/stable/topics/repeatable-installs/"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/no-restart-or-limits": {
    "id": "infra/no-restart-or-limits",
    "title": "Service that is not restarted or not limited",
    "severity": "minor",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "process-model",
    "category": "Orchestration",
    "messages": {
      "restart": "nothing starts {services} again after a crash or a reboot",
      "limits": "{services} may take all memory of the host: no limit is set",
      "pods": "{services} may take all memory of the node: no limit is set"
    },
    "why": "A process that dies stays dead until somebody looks. One that leaks takes the host with it, and the kernel kills whichever process is largest, the database for one.",
    "remedy": "Set `restart: unless-stopped` and a memory limit for every service that is to stay up.",
    "decides": "Compose services for production that start a known server or worker, or are a datastore, beside at least one that is built here: neither `restart` nor a restart policy, no memory limit, overlays put over them. Containers of Kubernetes workloads without a memory limit. One finding per file and kind, which names the services.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "for development",
      "set": "restarted and limited",
      "extended": "takes its settings from another service"
    },
    "lookalikes": {
      "one-shot": "a service that runs once"
    },
    "spellings": {
      "no-restart": "no `restart`",
      "restart-no": "`restart: no`",
      "no-limit": "no memory limit",
      "pod-limit": "a container of a workload"
    },
    "passed": "Everything that is to stay up is restarted and limited.",
    "example": {
      "before": "api:\n  build: .\n",
      "after": "api:\n  build: .\n  restart: unless-stopped\n  mem_limit: 512m\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/engine/containers/start-containers-automatically/",
      "https://docs.docker.com/reference/compose-file/deploy/#resources"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/plaintext-credential-in-manifest": {
    "id": "infra/plaintext-credential-in-manifest",
    "title": "Credential written into a manifest",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no secrets in source, no committed .env",
    "cause": "secret-exposure",
    "category": "Secrets",
    "cwe": "CWE-798",
    "messages": {
      "value": "`{name}` is written out ({value}) in a {where}",
      "address": "the address in `{name}` holds the password {value}, in a {where}",
      "known": "`{name}` is set to a value everybody knows ({value}), in a {where}"
    },
    "why": "Whoever can read the repository, a fork or a backup of it has the credential, and so has its history for ever. It cannot be changed without a commit, so it is not changed.",
    "remedy": "Refer to it (a required variable, a Kubernetes secret, the platform's store), change it now, and keep the value out of the history.",
    "decides": "Values of names that say secret, and passwords in addresses, in compose environments, Kubernetes objects and secrets, chart values, environment files that are under version control, and alembic.ini. A value that everybody knows is minor; what is for development is left alone.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "a file for development",
      "template": "a template to be copied and filled in",
      "reference": "the value is kept elsewhere"
    },
    "lookalikes": {
      "about-a-secret": "a name that is about a secret and holds none",
      "secret-reference": "`valueFrom` of a Kubernetes secret"
    },
    "spellings": {
      "compose-map": "`NAME: value` of a compose service",
      "compose-list": "`- NAME=value` of a compose service",
      "url": "a password in an address",
      "kubernetes-env": "`env` of a container",
      "kubernetes-secret": "`stringData` of a secret that is committed",
      "helm": "values of a chart",
      "env-file": "an environment file under version control",
      "alembic": "`sqlalchemy.url` in alembic.ini",
      "default": "the default behind a variable",
      "well-known": "a value everybody knows"
    },
    "passed": "Manifests refer to secrets, none is written out.",
    "example": {
      "before": "environment:\n  GF_SECURITY_ADMIN_PASSWORD: hunter2hunter2\n",
      "after": "environment:\n  GF_SECURITY_ADMIN_PASSWORD: ${GRAFANA_ADMIN_PASSWORD:?}\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/compose/how-tos/use-secrets/",
      "https://kubernetes.io/docs/concepts/configuration/secret/"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/secret-in-image": {
    "id": "infra/secret-in-image",
    "title": "Secret baked into an image",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": "no secrets in source, no committed .env",
    "cause": "secret-exposure",
    "category": "Secrets",
    "cwe": "CWE-538",
    "messages": {
      "variable": "`{name}` is set to {value} in the image by {keyword}",
      "argument": "`{name}` is a build argument that ENV keeps in the image",
      "file": "`{file}` is copied into the image",
      "address": "the address in this command holds the password {value}, and stays in the image's history"
    },
    "why": "An image is handed around: registries, build caches, every host that runs it. What an instruction writes or names is in its layers and its history for good, whatever a later instruction deletes, and can be read without running it.",
    "remedy": "Give the secret to the one command that needs it with `RUN --mount=type=secret`, or to the container when it starts.",
    "decides": "ENV and ARG whose name says secret and whose value is written out, an argument that ENV keeps, an environment file that is copied, an address with a password in a command. In a stage that nothing deployed starts from it is minor: only the build cache holds it.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "placeholder": "a value that stands for one to be put in",
      "reference": "the value is a variable of the build or empty",
      "mounted": "the command gets it by a secret mount",
      "template": "an environment file that is a template"
    },
    "lookalikes": {
      "about-a-secret": "a name that is about a secret and holds none (a path, a lifetime)",
      "public": "a name that is shipped to browsers by design"
    },
    "spellings": {
      "env": "`ENV NAME=value`",
      "env-old": "`ENV NAME value`",
      "arg": "`ARG NAME=value`",
      "arg-to-env": "`ARG NAME`, then `ENV NAME=$NAME`",
      "copy-env": "`COPY .env`",
      "url": "a password in an address",
      "build-stage": "in a stage that is only copied from"
    },
    "passed": "No image carries a secret.",
    "example": {
      "before": "ARG PIP_TOKEN=abc123\nRUN pip install --index-url https://ci:$PIP_TOKEN@packages.example.com/simple app\n",
      "after": "RUN --mount=type=secret,id=netrc,target=/root/.netrc pip install --index-url https://packages.example.com/simple app\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/build/building/secrets/"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/server-process-model": {
    "id": "infra/server-process-model",
    "title": "Server started with processes it cannot use",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "process-model",
    "category": "Process Model",
    "messages": {
      "worker": "{source} starts `gunicorn` with {class} workers for `{app}`, which is an ASGI application: every request fails",
      "single": "{source} serves with one process, on one core, whatever the host has"
    },
    "why": "gunicorn's own workers speak WSGI and call the application with arguments it does not take. One process uses one core: a handler that computes or blocks stops every other request, and a restart takes the service away.",
    "remedy": "Name the worker class (`-k uvicorn_worker.UvicornWorker`), and as many processes as the service has cores and memory for.",
    "decides": "Servers that images, compose services, Procfiles and units for production start. gunicorn without a worker class for ASGI, where the project's own module makes the named object as a FastAPI or Starlette application; a compose service with one process that is not scaled either. How many containers a platform runs of an image is not known, so its single process is left alone.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "for development",
      "scaled": "several processes, or as many containers as the platform runs",
      "asgi-worker": "gunicorn has a worker class for ASGI"
    },
    "lookalikes": {
      "configured": "settings in a file, or behind a variable",
      "other-application": "an application that is not ASGI, or not known"
    },
    "spellings": {
      "no-class": "gunicorn without a worker class",
      "sync-class": "`-k sync`",
      "one-process": "one process in a compose service"
    },
    "passed": "Servers are started with the processes they need.",
    "example": {
      "before": "CMD [\"gunicorn\", \"app.main:app\", \"-w\", \"4\"]\n",
      "after": "CMD [\"gunicorn\", \"app.main:app\", \"-w\", \"4\", \"-k\", \"uvicorn_worker.UvicornWorker\"]\n",
      "safe": false
    },
    "references": [
      "https://www.uvicorn.org/deployment/",
      "https://fastapi.tiangolo.com/deployment/server-workers/"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/signals-not-forwarded": {
    "id": "infra/signals-not-forwarded",
    "title": "Server that never hears SIGTERM",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "dead-lifecycle",
    "category": "Lifecycle",
    "messages": {
      "shell": "a shell is process 1 of {source} and does not pass SIGTERM on to `{server}`",
      "script": "`{script}` stays process 1 of {source}: it starts `{server}` without `exec`, so SIGTERM never reaches it"
    },
    "why": "The server is never told to stop: shutdown code does not run, requests in flight are cut off, and every release waits the ten or thirty seconds until the container is killed.",
    "remedy": "Write the command as a list, or put `exec` before the last command of the shell text or script.",
    "decides": "Servers and workers that an image or a compose service for production starts: behind a shell (the shell form of CMD and ENTRYPOINT, `sh -c`, a script of the project) and not by `exec`. dash, the shell of Debian images, keeps running in front of even a single command.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "an image or service for development",
      "direct": "the server is process 1, or becomes it by `exec`",
      "init": "an init process stands before it and passes signals on",
      "bash": "bash replaces itself by the only command it is given"
    },
    "lookalikes": {
      "host-process": "a Procfile or unit, where the platform signals the whole group",
      "no-server": "a command that starts no server known here"
    },
    "spellings": {
      "shell-form": "`CMD uvicorn …`",
      "chain": "`CMD alembic upgrade head && uvicorn …`",
      "shell-in-list": "`[\"sh\", \"-c\", \"…\"]`",
      "entry-script": "an entry point script without `exec`",
      "background": "started with `&` and waited for",
      "compose": "`command: sh -c …` of a compose service"
    },
    "passed": "Every server is process 1, or has an init process before it.",
    "example": {
      "before": "CMD alembic upgrade head && uvicorn app.main:app\n",
      "after": "CMD alembic upgrade head && exec uvicorn app.main:app\n",
      "safe": true
    },
    "references": [
      "https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example",
      "https://docs.docker.com/reference/cli/docker/container/stop/"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/unpinned-image": {
    "id": "infra/unpinned-image",
    "title": "Image without a fixed version",
    "severity": "major",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "non-reproducible",
    "category": "Container",
    "messages": {
      "floating": "`{image}` ({use}) is whatever was pushed last",
      "datastore": "`{image}` ({use}) fixes no major version of {label}: a pull can start it on files of another version",
      "language": "`{image}` ({use}) fixes no minor version of {label}"
    },
    "why": "Two builds of one commit give two images, so what was tested is not what runs, and going back to the last commit does not go back. A database that jumps a major version does not start on its old files.",
    "remedy": "Name the version you run: for a datastore at least the major one, for a language the minor one, or a digest.",
    "decides": "FROM of production stages, images of compose services for production and of Kubernetes workloads: no tag, `latest` and the like; a datastore without a major version; a language without a minor one. Names of variables that are not known are left alone.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "development": "a stage, service or file for development",
      "pinned": "a version or a digest is named",
      "built-here": "the service is built from source; the name is only a label",
      "own-image": "an image that the project builds or publishes itself"
    },
    "lookalikes": {
      "stage": "a stage of the same file",
      "scratch": "the empty image",
      "variable": "a variable whose value is not known"
    },
    "spellings": {
      "no-tag": "no tag at all",
      "latest": "`:latest`",
      "datastore-variant": "`redis:alpine`",
      "language-major": "`python:3`",
      "language-variant": "`python:slim`",
      "kubernetes": "a container of a workload"
    },
    "passed": "Every image names the version it is.",
    "example": {
      "before": "cache:\n  image: redis:alpine\n",
      "after": "cache:\n  image: redis:7.4-alpine\n",
      "safe": false
    },
    "references": [
      "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"
    ],
    "measured": null,
    "pack": "infra",
    "also": [],
    "aliases": []
  },
  "infra/unsupported-dependency": {
    "id": "infra/unsupported-dependency",
    "title": "Release or package without support",
    "severity": "blocker",
    "confidence": "high",
    "stage": "preview",
    "standard": null,
    "cause": "non-reproducible",
    "category": "Dependencies",
    "cwe": "CWE-1104",
    "messages": {
      "release": "{name} {version} has had no fixes since {until} (table of {today})",
      "variant": "`{image}` is built on {name}, which has had no fixes since {until} (table of {today})",
      "package": "{name} {version} {state} (table of {today})"
    },
    "why": "Nobody repairs what is found in it from now on. Packages around it drop it one by one, so the way out gets longer every month.",
    "remedy": "Move to {replacement}; {source} has the details.",
    "decides": "Tags of images that production uses, and packages the project asks for with the version of the lock file beside them, against a dated table that names a source for each row. Its own date counts, not today's.",
    "silent": {
      "test": "manifests of tests",
      "script": "manifests of documentation and examples",
      "supported": "a release or version that the table has nothing against",
      "development": "only for development or tests"
    },
    "lookalikes": {
      "alias": "a local name like that of a package (`import redis.asyncio as aioredis`)",
      "open-range": "a range that may hold a version the table has nothing against"
    },
    "spellings": {
      "python-image": "a Python release in FROM",
      "postgres-image": "a PostgreSQL release of a compose service",
      "debian": "a Debian release in the tag",
      "locked": "a package with the version of the lock file",
      "pinned": "a package with an exact version",
      "ranged": "a range that ends before the version it takes",
      "together": "two packages that do not work together",
      "abandoned": "a package at any version"
    },
    "passed": "Everything the table knows is supported.",
    "example": {
      "before": "FROM python:3.9-slim\n",
      "after": "FROM python:3.13-slim\n",
      "safe": false
    },
    "references": [
      "https://devguide.python.org/versions/",
      "https://www.postgresql.org/support/versioning/"
    ],
    "measured": null,
    "pack": "infra",
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
  }
}
