import { describe, expect, it } from 'vitest'
import { lineOf } from '../../src/link/read.ts'
import { blockingLines, HEAD, inMain, linked } from './linked.ts'

describe('precision', () => {
  it('does not take a branch that the call’s constants exclude', async () => {
    const body = `def client(wait=True, kind="a"):
    if not wait:
        return 1
    if kind == "b":
        time.sleep(1)
@app.get("/x")
async def f():
    client(wait=False)
    client()
    client(kind="b")
    client(**{})
`
    expect(await inMain(body)).toEqual([
      'main.py:13 time.sleep loop-request GET /x via client',
      'main.py:14 time.sleep loop-request GET /x via client',
    ])
  })
  it('does not follow an awaited call into the synchronous half of a dual interface', async () => {
    const body = `import inspect
async def alternative():
    pass
def dispatch(other):
    def decorate(func):
        @functools.wraps(func)
        def wrapper(*args):
            chosen = other if inspect.iscoroutinefunction(func) else func
            return chosen(*args)
        return wrapper
    return decorate
@dispatch(alternative)
def dual():
    time.sleep(1)
def either(flag):
    if flag:
        return alternative()
    time.sleep(2)
    return 1
@app.get("/x")
async def f():
    dual()
    await either(True)
`
    expect((await inMain(body)).filter((line) => !line.includes('spared'))).toEqual([])
  })
  it('treats a short critical section as none', async () => {
    const body = `import threading
lock = threading.Lock()
@app.get("/x")
async def f():
    with lock:
        pass
    lock.acquire()
`
    expect((await inMain(body)).map((line) => line.slice(0, 11))).toEqual(['main.py:10 '])
  })
  it('spares what import or startup has paid for', async () => {
    const body = `@functools.lru_cache
def settings():
    return requests.get("u")
@functools.lru_cache
def later():
    return requests.get("u")
_model = None
def model():
    global _model
    if _model is None:
        _model = requests.get("u")
    return _model
settings()
@app.on_event("startup")
async def begin():
    model()
@app.get("/x")
async def f():
    settings()
    later()
    model()
`
    const lines = (await inMain(body)).filter((line) => line.includes('GET /x'))
    expect(lines).toEqual([
      'main.py:22 requests.get loop-request GET /x via settings once spared:once-per-process',
      'main.py:23 requests.get loop-request GET /x via later once',
      'main.py:24 requests.get loop-request GET /x via model once spared:once-per-process',
    ])
  })
  it('spares what only another operating system runs', async () => {
    const body = 'import sys\n@app.get("/x")\nasync def f():\n    if sys.platform == "win32":\n        time.sleep(1)\n'
    expect(await inMain(body)).toEqual([])
  })
  it('runs database calls of run_sync on the greenlet, and only those', async () => {
    const body = `from sqlalchemy.ext.asyncio import AsyncSession
def work(session):
    session.execute("x")
    time.sleep(1)
@app.get("/x")
async def f(session: AsyncSession):
    await session.run_sync(work)
`
    const lines = (await inMain(body)).filter((line) => !line.includes('spared'))
    expect(lines).toEqual(['main.py:10 time.sleep loop-request GET /x via work'])
  })
  it('hands a coroutine to another loop, not to this one', async () => {
    const body = `async def job():
    time.sleep(1)
@app.get("/x")
def f():
    asyncio.run(job())
`
    expect(await inMain(body)).toEqual([
      'main.py:5 time.sleep loop-script GET /x',
      'main.py:8 asyncio.run thread GET /x spared:thread-context',
    ])
  })
  it('answers the same whatever order the files come in', async () => {
    const files = {
      'a.py': `${HEAD}from b import g\n@app.get("/x")\nasync def f():\n    g()\n`,
      'b.py': 'import time\nfrom c import h\ndef g():\n    h()\n    time.sleep(1)\n',
      'c.py': 'import time\ndef h():\n    time.sleep(2)\n',
    }
    const reversed = Object.fromEntries(Object.entries(files).toReversed())
    expect(await blockingLines(reversed)).toEqual(await blockingLines(files))
  })
})

describe('once', () => {
  it('sees a store in the method that the guard calls', async () => {
    const body = `class Catalog:
    def __init__(self):
        self.loaded = False
    def load(self):
        time.sleep(1)
        self.loaded = True
    def get(self):
        if not self.loaded:
            self.load()
        return 1
catalog = Catalog()
@app.get("/x")
async def f():
    catalog.get()
`
    expect(await inMain(body)).toEqual(['main.py:17 time.sleep loop-request GET /x via Catalog.get>Catalog.load once'])
  })
  it('understands a helper that asks for the running loop', async () => {
    const body = `def in_async():
    try:
        asyncio.get_running_loop()
        return True
    except RuntimeError:
        return False
def work():
    if in_async():
        return None
    time.sleep(1)
@app.get("/x")
async def f():
    work()
`
    expect(await inMain(body)).toEqual([])
  })
  it('follows constants through several calls', async () => {
    const body = `def low(wait):
    if wait:
        time.sleep(1)
def middle(wait=False):
    low(wait)
@app.get("/x")
async def f():
    middle()
    middle(True)
`
    expect(await inMain(body)).toHaveLength(1)
  })
  it('does not take a branch of a closure that no call of the function around it leads to', async () => {
    const managed = (second: string): string => `from enum import Enum, auto
class Mode(Enum):
    COMMIT = auto()
    FLUSH = auto()
def managed(mode=Mode.COMMIT, slow=False):
    def decorate(f):
        @functools.wraps(f)
        async def wrapped():
            if mode == Mode.COMMIT:
                await f()
            else:
                time.sleep(1)
            if slow:
                time.sleep(2)
        return wrapped
    return decorate
@app.get("/x")
@managed(Mode.COMMIT)
async def x():
    pass
@app.get("/y")
@managed(${second})
async def y():
    pass
`
    expect(await inMain(managed(''))).toEqual([])
    expect(await inMain(managed('Mode.FLUSH'))).toHaveLength(1)
    expect(await inMain(managed('slow=True'))).toHaveLength(1)
    expect(await inMain(managed('*MODES'))).toHaveLength(2)
  })
  it('tells members of an enumeration apart in what a call passes', async () => {
    const body = `from enum import Enum
class Mode(Enum):
    FAST = "fast"
    SLOW = "slow"
def work(mode):
    if mode is Mode.SLOW:
        time.sleep(1)
@app.get("/x")
async def f():
    work(Mode.FAST)
    work(Mode.SLOW)
`
    expect(await inMain(body)).toEqual(['main.py:14 time.sleep loop-request GET /x via work'])
  })
  it('drops what stands behind a raise, and what a switch that is always off guards', async () => {
    const body = `def enabled():
    return False
@app.get("/x")
async def f():
    if enabled():
        time.sleep(1)
    raise ValueError
    time.sleep(2)
`
    expect(await inMain(body)).toEqual([])
  })
  it('knows which ways an ordinary request takes', async () => {
    const body = `CACHE = {}
DEBUG = os.getenv("DEBUG")
class Conf:
    here = 1
class Proxy:
    def __getattr__(self, name):
        return getattr(conf(), name)
def conf() -> Conf:
    return Conf()
proxy = Proxy()
def url():
    return proxy.gone
@app.get("/x")
async def f(key: str):
    time.sleep(1)
    if key not in CACHE:
        time.sleep(2)
    if DEBUG:
        time.sleep(3)
    if key:
        time.sleep(4)
    try:
        time.sleep(5)
    except OSError:
        time.sleep(6)
    url()
    time.sleep(7)
`
    const project = await linked({ 'main.py': `${HEAD}import os\n${body}` })
    const facts = project.facts('blocking').filter(({ spared }) => spared === null)
    expect(facts.map(({ ordinary }) => ordinary)).toEqual([true, false, false, true, true, false, false])
    const { evaluation } = project
    const doubts = facts.map(({ context, path, root }) => project.doubtOn([...context!.path, ...path], root.at))
    expect(
      doubts.map(
        (doubt) =>
          doubt &&
          `${doubt.is} ${lineOf(evaluation.file(doubt.at.file).summary, evaluation.file(doubt.at.file).summary.values.start[doubt.at.value])}`,
      ),
    ).toEqual([null, 'if 20', 'if 22', null, null, 'handler 29', 'failing 31'])
  })
  it('does not go on after a keyword the library does not take, or a text decoded once more', async () => {
    const body = `import redis
from PIL import Image
cache = redis.Redis(decode_responses=True)
@app.get("/x")
def f():
    pass
@app.get("/y")
async def refused(path: str):
    time.sleep(1)
    Image.open(path, encoding="utf-8")
    time.sleep(2)
@app.get("/z")
async def taken(path: str):
    Image.open(path, mode="r")
    time.sleep(3)
@app.get("/w")
async def decoded():
    found = cache.get("a")
    json.loads(found.decode())
    cache.delete("a")
@app.get("/v")
async def listed():
    for item in cache.smembers("a"):
        key = item.decode("utf-8")
        cache.get(key)
`
    const project = await linked({ 'main.py': `${HEAD}import json\n${body}` })
    const facts = project.facts('blocking').filter(({ spared }) => spared === null)
    expect(facts.map(({ ordinary }) => ordinary)).toEqual([true, false, false, true, true, true, false, true, false])
  })
})
