/** The effective route table: paths, dependencies and who is let in. */
import { describe, expect, it } from 'vitest'
import { covers } from '../../src/link/routes/shadows.ts'
import { linked } from './linked.ts'

const deps = `from fastapi import Depends, Header, HTTPException
from fastapi.security import OAuth2PasswordBearer
bearer = OAuth2PasswordBearer(tokenUrl="/token")
maybe = OAuth2PasswordBearer(tokenUrl="/token", auto_error=False)
def current_user(token: str = Depends(bearer)):
    return token
def visitor(token: str | None = Depends(maybe)):
    return token
def api_key(x_key: str = Header()):
    if x_key != "k":
        raise HTTPException(status_code=403)
def session():
    yield 1
`
const app = 'from fastapi import APIRouter, Depends, FastAPI, Request\nfrom deps import *\napp = FastAPI()\n'

const table = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  const project = await linked({ 'deps.py': deps, ...files })
  return project
    .facts('route')
    .map(({ methods, path, auth, complete, dependencies }) =>
      [
        methods.join(),
        path,
        `${auth.state}/${auth.reason}`,
        dependencies.map(({ name, via }) => `${via}:${name}`).join(' '),
        complete ? '' : 'partial',
      ]
        .filter((part) => part !== '')
        .join(' '),
    )
}

describe('paths', () => {
  it('add up over routers, includes and mounts; what is mounted has none of the dependencies around it', async () => {
    const main = `${app}inner = APIRouter(prefix="/b", dependencies=[Depends(session)])
@inner.get("/{x}")
def read(x): ...
outer = APIRouter(prefix="/a")
outer.include_router(inner, prefix="/p", dependencies=[Depends(api_key)])
app.include_router(outer)
sub = FastAPI()
@sub.get("/s")
def alone(): ...
guarded = FastAPI(dependencies=[Depends(api_key)])
guarded.mount("/m/", sub)
`
    expect(await table({ 'main.py': main })).toEqual([
      'GET /a/p/b/{x} required/refuses include:api_key router:session',
      'GET /m/s public/no-guard',
    ])
  })

  it('follow loops over tables, factories with flags, and modules by name', async () => {
    const users = 'from fastapi import APIRouter\nrouter = APIRouter()\n@router.get("/u")\ndef users(): ...\n'
    const main = `${app}import importlib
def make(locked: bool = True):
    dependencies = []
    if locked:
        dependencies.append(Depends(api_key))
    return APIRouter(prefix="/made", dependencies=dependencies)
made = make(locked=True)
@made.get("/x")
def x(): ...
def load():
    return [(made, "/one", "tag"), (getattr(importlib.import_module("users"), "router"), "/two", "tag")]
import os
parts = []
if os.environ.get("LOCKED"):
    parts.append(Depends(api_key))
half = APIRouter(prefix="/maybe", dependencies=parts)
@half.get("/x")
def half_x(): ...
for router, prefix, tag in load():
    app.include_router(router, prefix=f"/api{prefix}", tags=[tag])
app.include_router(half, prefix="/api")
`
    expect(await table({ 'users.py': users, 'main.py': main })).toEqual([
      'GET /api/one/made/x required/refuses router:api_key',
      'GET /api/two/u public/no-guard',
      'GET /api/maybe/x unknown/conditional router:api_key',
    ])
  })

  it('are partial where nothing is seen to include a router', async () => {
    expect(await table({ 'main.py': `${app}lost = APIRouter()\n@lost.get("/x")\ndef x(): ...\n` })).toEqual([
      'GET /x unknown/unresolved-router partial',
    ])
  })
})

describe('who is let in', () => {
  const state = async (code: string): Promise<string> => {
    const [line] = await table({ 'main.py': app + code })
    return line.split(' ')[2]
  }
  it.each([
    [
      'a scheme, through an annotated alias',
      'from typing import Annotated\nUser = Annotated[str, Depends(current_user)]\n@app.get("/x")\ndef x(user: User): ...\n',
      'required/scheme',
    ],
    ['a scheme that lets through', '@app.get("/x")\ndef x(user=Depends(visitor)): ...\n', 'optional/credentials-optional'],
    [
      'a name is no guard',
      'def require_admin(): ...\n@app.get("/x", dependencies=[Depends(require_admin)])\ndef x(): ...\n',
      'public/no-guard',
    ],
    [
      'a library without a stub',
      'from somewhere import guard\n@app.get("/x", dependencies=[Depends(guard)])\ndef x(): ...\n',
      'unknown/unresolved-dependency',
    ],
    [
      'a middleware under a test',
      'import os\nfrom fastapi.responses import JSONResponse\nif os.environ.get("AUTH"):\n    @app.middleware("http")\n    async def check(request: Request, call_next):\n        if "token" not in request.headers:\n            return JSONResponse({}, status_code=401)\n        return await call_next(request)\n@app.get("/x")\ndef x(): ...\n',
      'unknown/conditional',
    ],
    [
      'the handler itself',
      'from fastapi import HTTPException\n@app.get("/x")\ndef x(request: Request):\n    if "token" not in request.headers:\n        raise HTTPException(401)\n',
      'required/inline',
    ],
    [
      'a 403 of the handler tells nothing',
      'from fastapi import HTTPException\n@app.get("/x")\ndef x(name: str):\n    if name == "reserved":\n        raise HTTPException(403)\n',
      'unknown/inline',
    ],
  ])('%s', async (_, code, expected) => {
    expect(await state(code)).toBe(expected)
  })
})

describe('patterns', () => {
  it.each([
    ['/a/{x}', '/a/b', true],
    ['/a/{x}', '/a/{y:int}', true],
    ['/a/{x:int}', '/a/b', false],
    ['/a/{p:path}', '/a/b/c', true],
    ['/a/{p:path}/reset', '/a/b/cancel', false],
    ['/a/{x}', '/a/', false],
    ['/a/{x}', '/a/…', false],
  ])('%s before %s: %s', (earlier, later, expected) => {
    expect(covers(earlier, later)).toBe(expected)
  })
})
