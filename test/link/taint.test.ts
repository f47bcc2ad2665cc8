/** Where the content of SQL text comes from: what reaches a sink, by which way, and what stops it. */
import { describe, expect, test } from 'vitest'
import { lineOf } from '../../src/link/read.ts'
import type { Project } from '../../src/model/project.ts'
import { linked } from './linked.ts'

const HEAD = `import re
import sqlite3
from fastapi import Depends, FastAPI, Request
from pydantic import BaseModel, field_validator
from sqlalchemy import text
from sqlalchemy.orm import Session
app = FastAPI()
`

/** One word per sink: the worst origin of what is formatted in, \`whole-\` where all of the text comes from there. */
const originsIn = (project: Project): readonly string[] =>
  project.facts('sink').map(({ hole, whole }) => hole?.origin ?? (whole === null ? 'constant' : `whole-${whole.origin}`))

const origins = async (body: string): Promise<readonly string[]> => originsIn(await linked({ 'main.py': HEAD + body }))

const route = (body: string, parameters = 'q: str, session: Session'): string =>
  `@app.get("/x")\ndef x(${parameters}):\n${body
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('')}`

describe('reaches the text', () => {
  test.for([
    ['an f-string', 'session.execute(text(f"select {q}"))'],
    ['an alias of the import', 'from sqlalchemy import text as sql\nsession.execute(sql(f"select {q}"))'],
    ['a slice, a method, a conversion', 'session.execute(text(f"select {q[1:].strip().upper()!s}"))'],
    ['the key of a mapping', 'names = {q: 1}\nsession.execute(text(f"select {\', \'.join(names)}"))'],
    ['a mapping filled later', 'parts = {}\nparts["a"] = q\nsession.execute(text(f"select {parts[\'a\']}"))'],
    ['one of two branches', 'name = "a"\nif q:\n    name = q\nsession.execute(text(f"select {name}"))'],
    ['a loop', 'sql = "select 1"\nfor word in q.split():\n    sql = sql + word\nsession.execute(text(sql + "!"))'],
    ['a check of another name', 'other = "a"\nif other not in ("a",):\n    raise ValueError\nsession.execute(text(f"select {q}"))'],
    ['a part of a text', 'if q not in "abc":\n    raise ValueError\nsession.execute(text(f"select {q}"))'],
    ['an unanchored pattern', 'if not re.match(r"[a-z]+", q):\n    raise ValueError\nsession.execute(text(f"select {q}"))'],
    ['a check that goes on', 'if q not in ("a", "b"):\n    print("odd")\nsession.execute(text(f"select {q}"))'],
  ] as const)('%s', async ([, body]) => {
    expect(await origins(route(body))).toEqual(['request'])
  })
})

describe('does not reach the text', () => {
  test.for([
    ['a bound value', 'session.execute(text("select :q"), {"q": q})', 'constant'],
    [
      'the values of a mapping whose keys are written',
      'names = {"a": q}\nsession.execute(text(f"select {\', \'.join(names)}"))',
      'constant',
    ],
    [
      'another value of a mapping that is passed on',
      'def run(a, b):\n    session.execute(text(f"select {a}"))\nrun(**{"a": "x", "b": q})',
      'constant',
    ],
    [
      'the fields of a record',
      'class R(BaseModel):\n    a: str\nnames = R(a=q).model_dump()\nsession.execute(text(f"select {\', \'.join(names.keys())}"))',
      'constant',
    ],
    ['the number of items', "session.execute(text(f\"select {','.join(['?'] * len(q))}\"))", 'constant'],
    [
      'counted placeholders',
      'marks = [f":p{i}" for i, _ in enumerate(q)]\nsession.execute(text(f"select {\',\'.join(marks)}"))',
      'constant',
    ],
    ['an allowed value', 'if q.lower() not in ("asc", "desc"):\n    raise ValueError\nsession.execute(text(f"select {q}"))', 'constant'],
    ['one that equals a literal', 'if q == "a":\n    session.execute(text(f"select {q}"))', 'constant'],
    [
      'a pattern that matches all of it',
      'if not re.fullmatch(r"[a-z_]+", q):\n    raise ValueError\nsession.execute(text(f"select {q}"))',
      'validated',
    ],
    ['a number of it', 'session.execute(text(f"select {int(q)}"))', 'validated'],
  ] as const)('%s', async ([, body, origin]) => {
    expect(await origins(route(body))).toEqual([origin])
  })
})

test('a validator of an annotation counts', async () => {
  const body = `from typing import Annotated
from pydantic import AfterValidator
NAME = re.compile(r"^[a-z]+$")
def named(value: str) -> str:
    if not NAME.match(value):
        raise ValueError
    return value
Name = Annotated[str, AfterValidator(named)]
${route('session.execute(text(f"select {q}"))', 'q: Name, session: Session')}`
  expect(await origins(body)).toEqual(['constant'])
})

test('what a call gives back is judged with its own arguments', async () => {
  const body = `def quote(value):
    return f"<{value}>"
${route('session.execute(text("select " + quote("a")))\nsession.execute(text("select " + quote(q)))')}`
  expect(await origins(body)).toEqual(['constant', 'request'])
})

test('functions that call each other come to an end', async () => {
  const body = `def even(n, value):
    return value if n == 0 else odd(n - 1, value)
def odd(n, value):
    return even(n - 1, value + "x")
${route('session.execute(text("select " + even(4, q)))')}`
  expect(new Set(await origins(body))).toEqual(new Set(['request']))
})

test('deep nesting comes to an end', async () => {
  const chain = Array.from({ length: 2_000 }, (_, i) => `v${i + 1} = v${i} + "x"`).join('\n')
  const [origin] = await origins(route(`v0 = q\n${chain}\nsession.execute(text(v2000))`))
  expect(['request', 'unresolved', 'whole-unresolved', 'whole-request', 'constant']).toContain(origin)
})

test('tags of a page are no SQL', async () => {
  const files = {
    'tagflow.py': 'def text(value: str) -> None: ...\n',
    'main.py': 'from tagflow import text\ndef page(name: str):\n    text(f"select {name}")\n',
  }
  expect(originsIn(await linked(files))).toEqual([])
})

test('the way is told from the request to the statement', async () => {
  const project = await linked({
    'app/db.py': 'from sqlalchemy import text\ndef run(session, name):\n    session.execute(text(f"select {name}"))\n',
    'app/main.py': `${HEAD}from app.db import run\n${route('run(session, q)')}`,
  })
  const [fact] = project.facts('sink')
  const placed = fact.hole?.hops.map(({ at, label }) => {
    const { summary } = project.evaluation.file(at.file)
    return `${summary.path}:${lineOf(summary, summary.values.start[at.value])} ${label}`
  })
  expect(placed).toEqual([
    'app/main.py:10 parameter `q` of GET /x',
    'app/main.py:11 passed to `run` as `name`',
    'app/db.py:3 `name` is put into the text',
  ])
})

test('without its query there are no sinks', async () => {
  const body = HEAD + route('session.execute(text(f"select {q}"))')
  expect((await linked({ 'main.py': body })).facts('sink')).toHaveLength(1)
  expect((await linked({ 'main.py': body }, 'facts/sinks')).facts('sink')).toEqual([])
})
