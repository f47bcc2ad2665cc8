import { describe, expect, test } from 'vitest'
import { decodeSummary, encodeSummary } from '../../src/lower/codec.ts'
import { summaryOf } from './summaries.ts'

const MARK = '# faultline: x'
/** The code that each comment is about. A `~` in the text stands for a comment addressed to faultline. */
const covered = async (text: string): Promise<readonly string[]> => {
  const source = text.replaceAll('~', MARK)
  const { comments } = await summaryOf(source)
  return comments.map(({ from, to }) => source.slice(from, to).replaceAll(MARK, '~').trim())
}

describe('what a comment is about', () => {
  test.for([
    ['its own line', 'a()\nb()  ~\nc()\n', ['b()  ~']],
    ['a line of several statements', 'a(); b()  ~\n', ['a(); b()  ~']],
    ['from the first line: the whole statement', 'a(  ~\n  b,\n  c,\n)\nd()\n', ['a(  ~\n  b,\n  c,\n)']],
    ['from the last line: the whole statement', 'a(\n  b,\n)  ~\nd()\n', ['a(\n  b,\n)  ~']],
    ['from a line in between: that line', 'a(\n  b,  ~\n  c,\n)\n', ['b,  ~']],
    ['above: the next statement', 'a()\n~\n\n# other\nb(\n  c,\n)\nd()\n', ['b(\n  c,\n)']],
    ['above, indented', 'def f():\n    ~\n    return a()\n', ['return a()']],
    ['above between arguments: the next line of code', 'a(\n  ~\n  # other\n  b(),\n  c(),\n)\n', ['b(),']],
    ['several above one statement', '~\n~\na()\n', ['a()', 'a()']],
    ['above a function: its header', '~\nasync def f(\n  x,\n):\n    a()\n', ['async def f(\n  x,\n):']],
    ['above a decorated function: decorators and header', '~\n@a\n@b()\ndef f():\n    a()\n', ['@a\n@b()\ndef f():']],
    ['on a decorator: decorators and header', '@a\n@b()  ~\ndef f():\n    a()\n', ['@a\n@b()  ~\ndef f():']],
    ['on the line of a decorated `def`', '@a\ndef f(  ~\n  x,\n):\n    a()\n', ['@a\ndef f(  ~\n  x,\n):']],
    ['between decorators', '@a\n~\n@b\ndef f():\n    a()\n', ['@a\n~\n@b\ndef f():']],
    ['on a header: not the block', 'for x in y():  ~\n    a()\n', ['for x in y():  ~']],
    ['above a branch', 'if a:\n    b()\n~\nelif c():\n    d()\n', ['elif c():']],
    ['above a handler', 'try:\n    b()\n~\nexcept c():\n    d()\n', ['except c():']],
    ['above a class', '~\nclass A(b()):\n    c = d()\n', ['class A(b()):']],
    ['at the end of the file', 'a()\n~', ['']],
    ['in an empty file', '~', ['']],
    ['after code that does not parse', 'a()  ~\nb( = )\n', ['a()  ~']],
  ] as const)('%s', async ([, text, expected]) => {
    expect(await covered(text)).toEqual(expected)
  })
})

test('text is no comment', async () => {
  const { comments } = await summaryOf('x = "# faultline: ignore[a/b] -- c"\n"""\n# faultline: ignore[a/b] -- c\n"""\n')
  expect(comments).toEqual([])
})

test('other comments are not kept', async () => {
  expect((await summaryOf('# see faultline\na()  # noqa\n')).comments).toEqual([])
})

test('stands at the head above the first statement, a docstring aside', async () => {
  const heads = async (text: string): Promise<readonly boolean[]> => (await summaryOf(text)).comments.map(({ atHead }) => atHead)
  expect(await heads(`${MARK}\n"""Doc."""\n${MARK}\nimport a\n${MARK}\n`)).toEqual([true, true, false])
  expect(await heads(`a = 1  ${MARK}\n`)).toEqual([false])
  expect(await heads(MARK)).toEqual([true])
})

test('survives packing', async () => {
  const summary = await summaryOf(`"é😀"\nx = 1  ${MARK} é😀\n${MARK}\ny = 2\n`)
  expect(summary.comments.map(({ text }) => text)).toEqual([`${MARK} é😀`, MARK])
  expect(decodeSummary(encodeSummary(summary))).toEqual(summary)
})

test('a file of nothing but such comments is read in linear time', async () => {
  const { comments } = await summaryOf(`a(\n${`  ${MARK}\n`.repeat(20_000)}  b\n)\n`)
  expect(comments).toHaveLength(20_000)
})
