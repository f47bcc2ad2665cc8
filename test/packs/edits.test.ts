/** Edits applied to the user's own code: what they say is what a reviewer would write. */
import { beforeAll, expect, test } from 'vitest'
import { check } from '../../src/check/run.ts'
import { rules } from '../../src/generated/packs.ts'
import { linkSources } from '../../src/generate/link-sources.ts'
import type { LinkSources } from '../../src/generate/link-sources.ts'

let link: LinkSources
beforeAll(async () => {
  link = await linkSources()
})

const HEAD = `import asyncio
import subprocess
import time

import bcrypt
import requests
from fastapi import FastAPI

app = FastAPI()


def helper(name, retries=3):
    time.sleep(1)


async def work():
    return 1


@app.get("/")
async def read(url: str):
`

/** The last line of the handler after all edits. */
const fixed = (line: string, head = HEAD): string => {
  const source = `${head}    ${line}\n`
  const { edits } = check(link(new Map([['main.py', source]])), { rules })
  const replacements = [...edits.values()].flat().toSorted((x, y) => y.span.start - x.span.start)
  let text = source
  for (const { span, text: parts } of replacements) {
    const put = parts.map((part) => (typeof part === 'string' ? part : source.slice(part.start, part.end))).join('')
    text = text.slice(0, span.start) + put + text.slice(span.end)
  }
  return text.slice(head.length).trim()
}

test.for([
  ['time.sleep(2)', 'await asyncio.sleep(2)'],
  ['return subprocess.run(["git"], check=True)', 'return await asyncio.to_thread(subprocess.run, ["git"], check=True)'],
  ['return requests.get(url).json()', 'return (await asyncio.to_thread(requests.get, url)).json()'],
  ['return bcrypt.checkpw(b"a", b"b")', 'return await asyncio.to_thread(bcrypt.checkpw, b"a", b"b")'],
  ['helper("a", retries=1)', 'await asyncio.to_thread(helper, "a", retries=1)'],
  ['return asyncio.run(work())', 'return await work()'],
  ['return sum(helper(n) for n in "ab")', 'return sum(helper(n) for n in "ab")'],
  ['return [helper(n) for n in "ab"]', 'return [await asyncio.to_thread(helper, n) for n in "ab"]'],
  ['return bcrypt.gensalt()', 'return bcrypt.gensalt()'],
] as const)('%s', ([before, after]) => {
  expect(fixed(before)).toBe(after)
})

test('nothing is edited where asyncio is not imported', () => {
  expect(fixed('time.sleep(2)', HEAD.replace('import asyncio\n', ''))).toBe('time.sleep(2)')
})
