/** Evidence names where a session or client comes from. */
import { beforeAll, expect, test } from 'vitest'
import { check } from '../../src/check/run.ts'
import { rules as every } from '../../src/generated/packs.ts'
import { linkSources } from '../../src/generate/link-sources.ts'
import type { LinkSources } from '../../src/generate/link-sources.ts'

const rules = every.filter(({ id }) => id.startsWith('async/'))

let link: LinkSources
beforeAll(async () => {
  link = await linkSources()
})

const HEAD = `from typing import Annotated

import redis
import requests
from fastapi import Depends, FastAPI
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

app = FastAPI()
SessionLocal = sessionmaker(create_engine("sqlite://"))
cache = redis.Redis()


def get_db():
    with SessionLocal() as db:
        yield db


SessionDep = Annotated[Session, Depends(get_db)]


@app.get("/")
`

test.for([
  ['async def read(db: Session = Depends(get_db)):\n    db.commit()\n', 14, 'the object comes from `get_db`'],
  ['async def read(db: Annotated[Session, Depends(get_db)]):\n    db.commit()\n', 14, 'the object comes from `get_db`'],
  ['async def read(db: SessionDep):\n    db.query(1).all()\n', 14, 'the object comes from `get_db`'],
  ['async def read():\n    with SessionLocal() as db:\n        db.commit()\n', 24, 'the object is made here'],
  ['async def read():\n    cache.get("a")\n', 11, 'the object is made here'],
  ['async def read():\n    http = requests.Session()\n    http.get("")\n', 24, 'the object is made here'],
  ['async def read(db: Session):\n    db.commit()\n', undefined, undefined],
  ['async def read():\n    requests.get("")\n', undefined, undefined],
] as const)('%s', ([handler, line, label]) => {
  const { findings } = check(link(new Map([['main.py', HEAD + handler]])), { rules })
  expect(findings).toHaveLength(1)
  const step = findings[0].evidence.find((each) => each.label.startsWith('the object'))
  expect([step?.line, step?.label]).toEqual([line, label])
})

test('also through imports', () => {
  const main =
    'from fastapi import FastAPI\n\nfrom deps import SessionDep, cache\n\napp = FastAPI()\n\n\n@app.get("/")\nasync def read(db: SessionDep):\n    db.commit()\n    cache.get("a")\n'
  const { findings } = check(
    link(
      new Map([
        ['deps.py', HEAD.replace('@app.get("/")\n', '')],
        ['main.py', main],
      ]),
    ),
    { rules },
  )
  expect(findings.map(({ evidence }) => evidence.map(({ file, line }) => `${file}:${line}`))).toEqual([
    ['main.py:8', 'deps.py:14', 'main.py:10'],
    ['main.py:8', 'deps.py:11', 'main.py:11'],
  ])
})
