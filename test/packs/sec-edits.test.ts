/** Statements with their values bound: the edits of pack sec. */
import { beforeAll, expect, test } from 'vitest'
import { check } from '../../src/check/run.ts'
import { rules } from '../../src/generated/packs.ts'
import { linkSources } from '../../src/generate/link-sources.ts'
import type { LinkSources } from '../../src/generate/link-sources.ts'

let link: LinkSources
beforeAll(async () => {
  link = await linkSources()
})

const HEAD = `import sqlite3
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.orm import Session

app = FastAPI()


@app.get("/")
def read(name: str, other: str, session: Session):
    db = sqlite3.connect("shop.db")
`

/** The last line of the handler after all edits. */
const fixed = (line: string): string => {
  const source = `${HEAD}    ${line}\n`
  const { edits } = check(link(new Map([['main.py', source]])), { rules: rules.filter(({ id }) => id.startsWith('sec/')) })
  const replacements = [...edits.values()].flat().toSorted((x, y) => y.span.start - x.span.start)
  let changed = source
  for (const { span, text: parts } of replacements) {
    const put = parts.map((part) => (typeof part === 'string' ? part : source.slice(part.start, part.end))).join('')
    changed = changed.slice(0, span.start) + put + changed.slice(span.end)
  }
  return changed.slice(HEAD.length).trim()
}

const bound = 'session.execute(text("select 1 where n = :name"), {"name": name})'
const two = `session.execute(text(f"select 1 where n = '{name}' and m = '{other}'"))`
const given = `session.execute(text(f"select 1 where n = '{name}' and m = :m"), {"m": 1})`

test.for([
  [`session.execute(text(f"select 1 where n = '{name}'"))`, bound],
  [`db.execute(f"select 1 where n = '{name}' or 1")`, `db.execute("select 1 where n = ? or 1", (name,))`],
  // More than the text would have to change.
  [two, two],
  [given, given],
  ['session.execute(text(f"select {name}"))', 'session.execute(text(f"select {name}"))'],
] as const)('%s', ([before, after]) => {
  expect(fixed(before)).toBe(after)
})
