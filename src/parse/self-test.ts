import type { TableBuffer } from './table-buffer.ts'

/**
 * What every start tries: little of each, because the public cursor crosses into the parser for every node. The layout it
 * proves is the same for all nodes; `SELF_TESTS` shows the rest of the grammar to the tests.
 */
export const START_UP_TESTS: readonly string[] = [
  `@a(1, k=b)
async def \u00fc(c, *, d: int = 1) -> e[str]:  # \u4e2d\u{1f600}
    f = [g async for g in h if g] + {**i} ** -3
    if j: return k.l
    # comment
    else: pass
`,
  `def m(cls, (v): return n(]
`,
]

/** One of each thing the two readers could see differently: aliases, extras, hidden nodes, fields, ERROR, MISSING, wide text. */
export const SELF_TESTS: readonly string[] = [
  `# comment before anything
from __future__ import annotations
import a.b as c, d
from ..e import (f as g, h,)

@decorator(1, key="v", *args, **kwargs)
async def function(self, x: int = 1, /, *rest: str, flag=None, **more) -> dict[str, int]:
    """Docstring."""
    async with lock as held, other():  # comment in a line
        await x.y[1:2, ::3]  # \u00e9\u4e2d\u{1f600}
    # comment between statements
    for i, (j, *k) in enumerate(z): pass
    else:
        return f"{i!r:>{width}} text {{literal}} {a + 'b'}" rb"\\x00" 'tail'
    try:
        raise Error("x") from None
    except (A, B) as error:
        print(error)
    except* C: ...
    finally:
        del x, y[0]

class Model(Base, metaclass=Meta):
    field: Mapped[int] = column(primary_key=True)
    a = b = c if d else not e
    print = exec = match = 1
    x = [i async for i in j if i] + {**k} | {1, 2} @ (yield) ** -3
    def \u00fcber(self): return lambda a, *b: (a := b)

match command.split():
    case [Point(x=0), *_] if y: pass
    case {"key": str() | None, **rest}: pass
    case _: global g; assert a, b

if a < b <= c is not d not in e and f: pass
type X[T: int] = list[T]
y = "\\n\\x41" 'a\\
b'
`,
  `def check(cls, v):
    run([word, text(target], check=True, timeout=60)
    x = = 3 $ 4
`,
  `class Model:
    @decorator
    def check(cls, (v): return v
    @other
    def total(self): return -1
`,
  `def broken(]:
    return (1,
`,
]

/** First difference of two filled buffers in words, or null when the rows are equal. */
export function differenceOf(a: TableBuffer, lengthA: number, b: TableBuffer, lengthB: number): string | null {
  if (lengthA !== lengthB) return `length ${lengthA} and ${lengthB}`
  for (const column of ['kind', 'field', 'start', 'end', 'parent', 'next'] as const) {
    for (let i = 0; i < lengthA; i++) {
      if (a[column][i] !== b[column][i]) return `${column} of row ${i}: ${a[column][i]} and ${b[column][i]}`
    }
  }
  return null
}
