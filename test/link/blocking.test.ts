import { describe, expect, it } from 'vitest'
import { blockingLines, inMain } from './linked.ts'

describe('direct', () => {
  it('reports a blocking call in a coroutine of a route', async () => {
    expect(await inMain('@app.get("/x")\nasync def f():\n    time.sleep(1)\n')).toEqual(['main.py:6 time.sleep loop-request GET /x'])
  })
  it('follows an alias of the function', async () => {
    expect(await inMain('nap = time.sleep\n@app.get("/x")\nasync def f():\n    nap(1)\n')).toEqual([
      'main.py:7 time.sleep loop-request GET /x',
    ])
  })
  it('spares a handler that the threadpool runs', async () => {
    expect(await inMain('@app.get("/x")\ndef f():\n    time.sleep(1)\n')).toEqual([
      'main.py:6 time.sleep thread GET /x spared:thread-context',
    ])
  })
  it('spares what is handed to a thread, by reference, partial or lambda', async () => {
    const body = `@app.get("/x")
async def f():
    await asyncio.to_thread(requests.get, "u")
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, functools.partial(requests.get, "u"))
    await loop.run_in_executor(None, lambda: requests.get("u"))
`
    expect(await inMain(body)).toEqual([
      'main.py:6 requests.get loop-request GET /x spared:offloaded',
      'main.py:8 requests.get loop-request GET /x spared:offloaded',
      'main.py:9 requests.get thread GET /x spared:offloaded',
    ])
  })
  it('reports a call whose result is handed to a thread', async () => {
    expect(await inMain('@app.get("/x")\nasync def f():\n    await asyncio.to_thread(requests.get("u").json)\n')).toEqual([
      'main.py:6 requests.get loop-request GET /x',
    ])
  })
  it('gives a coroutine that nothing reaches the context unknown', async () => {
    expect(await inMain('async def f():\n    time.sleep(1)\n')).toEqual(['main.py:5 time.sleep unknown f'])
  })
  it('spares what only runs without a loop', async () => {
    const body = `@app.get("/x")
async def f():
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        time.sleep(1)
    loop = asyncio.get_event_loop()
    if not loop.is_running():
        time.sleep(2)
`
    expect(await inMain(body)).toEqual([
      'main.py:9 time.sleep loop-request GET /x spared:guarded-loop',
      'main.py:12 time.sleep loop-request GET /x spared:guarded-loop',
    ])
  })
  it('marks what only the first request of a process pays', async () => {
    const body = `_client = None
@app.get("/x")
async def f():
    global _client
    if _client is None:
        _client = requests.get("u")
    return _client
`
    expect(await inMain(body)).toEqual(['main.py:9 requests.get loop-request GET /x once'])
  })
})

describe('transitive', () => {
  it('stands on the call by which the loop enters synchronous code', async () => {
    const files = {
      'app/main.py':
        'from fastapi import FastAPI\nfrom app.service import Service\napp = FastAPI()\n@app.get("/x")\nasync def f():\n    return Service().load()\n',
      'app/service.py':
        'import requests\nclass Service:\n    def load(self):\n        return self._get()\n    def _get(self):\n        return requests.get("u")\n',
      'app/__init__.py': '',
    }
    expect(await blockingLines(files)).toEqual(['app/main.py:6 requests.get loop-request GET /x via Service.load>Service._get'])
  })
  it('follows constructors, properties, context managers, operators and generators', async () => {
    const body = `import contextlib
class Box:
    def __init__(self):
        time.sleep(1)
    @property
    def size(self):
        time.sleep(2)
        return 1
    def __enter__(self):
        time.sleep(3)
        return self
    def __exit__(self, *a):
        pass
    def __getitem__(self, key):
        time.sleep(4)
def items():
    time.sleep(5)
    yield 1
@contextlib.contextmanager
def opened():
    time.sleep(6)
    yield 1
@app.get("/x")
async def f():
    box = Box()
    box.size
    with box:
        pass
    box["a"]
    for item in items():
        pass
    list(items())
    with opened():
        pass
    never = items()
`
    expect((await inMain(body)).map((line) => line.replace(' loop-request GET /x via ', ' '))).toEqual([
      'main.py:28 time.sleep Box.__init__',
      'main.py:29 time.sleep Box.size',
      'main.py:30 time.sleep Box.__enter__',
      'main.py:32 time.sleep Box.__getitem__',
      'main.py:33 time.sleep items',
      'main.py:35 time.sleep items',
      'main.py:36 time.sleep opened',
    ])
  })
  it('gives one fact per rule behind one call, the worst root first', async () => {
    const body = `def work():
    time.sleep(1)
    requests.get("u")
    requests.post("u")
@app.get("/x")
async def f():
    work()
`
    expect(await inMain(body)).toEqual([
      'main.py:10 requests.get loop-request GET /x via work others:requests.post',
      'main.py:10 time.sleep loop-request GET /x via work',
    ])
  })
  it('sees the project’s own offloading decorators and helpers by their shape', async () => {
    const body = `def in_thread(func):
    @functools.wraps(func)
    async def inner(*args):
        return await asyncio.to_thread(func, *args)
    return inner
async def offload(func, *args):
    return await asyncio.get_running_loop().run_in_executor(None, lambda: func(*args))
def timed(func):
    @functools.wraps(func)
    def inner(*args):
        return func(*args)
    return inner
@in_thread
def a():
    time.sleep(1)
def b():
    time.sleep(2)
@timed
def c():
    time.sleep(3)
@app.get("/x")
async def f():
    await a()
    await offload(b)
    c()
`
    expect((await inMain(body)).filter((line) => !line.includes('spared'))).toEqual(['main.py:28 time.sleep loop-request GET /x via c'])
  })
  it('reports a function that a helper calls at once', async () => {
    const body = `def attempt(func):
    return func()
def work():
    time.sleep(1)
def other():
    pass
attempt(other)
@app.get("/x")
async def f():
    attempt(work)
`
    expect(await inMain(body)).toEqual(['main.py:13 time.sleep loop-request GET /x via work'])
  })
  it('survives recursion', async () => {
    const body = `def a(n):
    return b(n)
def b(n):
    time.sleep(1)
    return a(n - 1)
@app.get("/x")
async def f():
    a(3)
`
    expect(await inMain(body)).toEqual(['main.py:11 time.sleep loop-request GET /x via a>b'])
  })
})

describe('contexts', () => {
  it('knows dependencies, middleware, lifespan, sockets, background tasks', async () => {
    const body = `from starlette.middleware.base import BaseHTTPMiddleware
from fastapi import WebSocket
async def user():
    time.sleep(1)
def plain():
    time.sleep(2)
class Timing(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        time.sleep(3)
@app.websocket("/ws")
async def ws(socket: WebSocket):
    time.sleep(4)
async def job():
    time.sleep(5)
def plain_job():
    time.sleep(6)
@app.on_event("startup")
def begin():
    time.sleep(7)
@app.post("/x")
async def f(tasks: BackgroundTasks, u=Depends(user), p=Depends(plain)):
    tasks.add_task(job)
    tasks.add_task(plain_job)
    asyncio.create_task(later())
async def later():
    time.sleep(8)
app.add_middleware(Timing)
`
    expect(await inMain(body)).toEqual([
      'main.py:7 time.sleep loop-request dependency user',
      'main.py:9 time.sleep thread dependency plain spared:thread-context',
      'main.py:12 time.sleep loop-request middleware Timing',
      'main.py:15 time.sleep loop-websocket WebSocket /ws',
      'main.py:17 time.sleep loop-background POST /x',
      'main.py:19 time.sleep thread POST /x spared:offloaded',
      'main.py:22 time.sleep loop-startup startup handler begin',
      'main.py:29 time.sleep loop-background POST /x',
    ])
  })

  it('shows a way whose last call can lead to the place', async () => {
    const body = `@app.get("/admin")
async def admin():
    await connect(True, {})
@app.get("/user")
async def user():
    await connect(False, {})
async def connect(is_admin, settings):
    if is_admin:
        pass
    else:
        time.sleep(1)
    if settings is None:
        time.sleep(2)
`
    expect(await inMain(body)).toEqual(['main.py:14 time.sleep loop-request GET /user'])
  })
})
