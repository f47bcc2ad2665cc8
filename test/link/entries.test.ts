import { describe, expect, it } from 'vitest'
import { linked } from './linked.ts'

/** `kind label` of the entries, imports and strays left out. */
async function entries(files: Readonly<Record<string, string>>, without?: string): Promise<string[]> {
  const project = await linked(files, without)
  return project.entries.filter(({ kind }) => kind !== 'import' && kind !== 'unknown').map(({ kind, label }) => `${kind} ${label}`)
}

const ROUTES = `from fastapi import APIRouter, FastAPI, WebSocket
router = APIRouter(prefix="/users")
@router.get("/{id}")
async def read(id: int): ...
@router.api_route("/", methods=["POST", "PUT"])
def write(): ...
@router.websocket("/ws")
async def ws(socket: WebSocket): ...
async def extra(): ...
app = FastAPI()
app.include_router(router, prefix="/api")
app.add_api_route("/extra", extra)
`

describe('entries', () => {
  it('names routes by method and full path', async () => {
    expect(await entries({ 'main.py': ROUTES })).toEqual([
      'loop-request GET /api/users/{id}',
      'thread POST,PUT /api/users/',
      'loop-websocket WebSocket /api/users/ws',
      'loop-request GET /extra',
    ])
  })
  it('takes a prefix from the file that includes the router', async () => {
    const files = {
      'app/__init__.py': '',
      'app/users.py': 'from fastapi import APIRouter\nrouter = APIRouter()\n@router.get("/me")\nasync def me(): ...\n',
      'app/main.py':
        'from fastapi import FastAPI\nfrom app import users\napp = FastAPI()\napp.include_router(users.router, prefix="/v1")\n',
    }
    expect(await entries(files)).toEqual(['loop-request GET /v1/me'])
  })
  it('takes no name for a framework', async () => {
    expect(
      await entries({ 'main.py': 'class App:\n    def get(self, path): ...\napp = App()\n@app.get("/x")\nasync def f(): ...\n' }),
    ).toEqual([])
  })
  it('knows what runs on the way of a request', async () => {
    const main = `from fastapi import Depends, FastAPI, Request, Security
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, field_validator
from starlette.middleware.base import BaseHTTPMiddleware
class Check:
    def __call__(self): ...
class Item(BaseModel):
    name: str
    @field_validator("name")
    def clean(cls, value): ...
class Other(BaseModel):
    @field_validator("name")
    def unused(cls, value): ...
class Timing(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next): ...
class Raw:
    async def __call__(self, scope, receive, send): ...
def plain(): ...
async def user(p=Depends(plain)): ...
app = FastAPI(dependencies=[Depends(Check())])
app.add_middleware(Raw)
@app.middleware("http")
async def http(request, call_next): ...
@app.exception_handler(ValueError)
def failed(request, error): ...
async def body():
    yield b""
def lines():
    yield b""
@app.post("/x")
async def f(item: Item, u=Security(user)):
    if u:
        return StreamingResponse(lines())
    return StreamingResponse(body())
`
    expect(await entries({ 'main.py': main })).toEqual([
      'loop-request validator Item.clean',
      'loop-request middleware Timing',
      'thread dependency plain',
      'thread dependency Check.__call__',
      'loop-request middleware Raw',
      'loop-request middleware http',
      'thread exception handler failed',
      'loop-request POST /x',
      'loop-request dependency user',
      'thread stream lines',
      'loop-request stream body',
    ])
  })
  it('knows jobs, commands and scripts', async () => {
    const main = `import asyncio
import click
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from arq import cron
from celery import Celery, shared_task
celery = Celery("x")
@celery.task
def a(): ...
@shared_task(bind=True)
def b(self): ...
async def c(ctx): ...
class WorkerSettings:
    functions = [c]
async def tick(): ...
scheduler = AsyncIOScheduler()
scheduler.add_job(tick, "interval", seconds=1)
@click.command()
def cli(): ...
async def amain(): ...
def sync(): ...
if __name__ == "__main__":
    asyncio.run(amain())
    sync()
`
    expect((await entries({ 'main.py': main })).toSorted()).toEqual([
      'cli command cli',
      'cli main sync',
      'loop-background task tick',
      'loop-script main amain',
      'loop-worker task c',
      'worker-process task a',
      'worker-process task b',
    ])
  })
  it('falls silent without its query', async () => {
    expect(await entries({ 'main.py': ROUTES }, 'facts/routes')).toEqual([])
  })
})
