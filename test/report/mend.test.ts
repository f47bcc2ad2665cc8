import { describe, expect, it } from 'vitest'
import { mend } from '../../src/report/mend.ts'

const span = (source: string, text: string, file = 0): { file: number; start: number; end: number } => {
  const start = source.indexOf(text)
  return { file, start, end: start + text.length }
}

describe('mend', () => {
  const source = 'async def f():\n    if x:\n        y = charge(order, 1)\n    return y\n'

  it('shows whole lines, before and after, without the indentation, with the code of the user', () => {
    const replacement = {
      span: span(source, 'charge(order, 1)'),
      text: ['await asyncio.to_thread(', span(source, 'charge'), ', ', span(source, 'order, 1'), ')'],
    }
    expect(mend(source, [replacement])).toEqual({ before: 'y = charge(order, 1)', after: 'y = await asyncio.to_thread(charge, order, 1)' })
  })

  it('takes several replacements of near lines', () => {
    const replacements = [
      { span: span(source, 'return y'), text: ['return z'] },
      { span: span(source, 'y ='), text: ['z ='] },
    ]
    expect(mend(source, replacements)).toEqual({
      before: '    y = charge(order, 1)\nreturn y',
      after: '    z = charge(order, 1)\nreturn z',
    })
  })

  it('refuses overlaps, other files and nothing at all', () => {
    const at = span(source, 'charge(order, 1)')
    expect(
      mend(source, [
        { span: at, text: [''] },
        { span: span(source, 'order'), text: [''] },
      ]),
    ).toBeNull()
    expect(mend(source, [{ span: at, text: [span(source, 'x', 3)] }])).toBeNull()
    expect(mend(source, [])).toBeNull()
  })
})
