import { expect, test } from 'vitest'
import type { Constant } from '../../src/model/evaluation.ts'
import { program } from './program.ts'

const show = (constant: Constant | undefined): string => {
  if (constant === undefined) return '?'
  switch (constant.is) {
    case 'text':
      return `'${constant.value}'`
    case 'number':
    case 'bool':
      return String(constant.value)
    case 'template':
      return constant.parts.map((part) => part ?? '{}').join('')
    case 'sequence':
      return `[${constant.items.map(show).join(', ')}]`
    default:
      return constant.is
  }
}

test('literals, names, imports, formatting and arithmetic fold', async () => {
  const p = await program({
    'config.py': "HOST = 'db'\nPORT = 5432\nif x:\n    MODE = 'a'\nelse:\n    MODE = 'b'\nif y:\n    SAME = 1\nelse:\n    SAME = 1",
    'deep/other.py': 'from config import *',
    'm.py': `
import config
from config import HOST, MODE, SAME
from config import PORT as port
from deep.other import PORT
url = f'postgres://{HOST}:{port}/{name}'
T = 5
def f(a, t=T):
    local = 'x' + 'y'
    reveal(url); reveal(config.PORT); reveal(PORT); reveal(MODE); reveal(SAME); reveal(local); reveal(a); reveal(-T * 2 + 1); reveal(not True)
    reveal('%s:%d %%' % (HOST, a)); reveal('{}-{b}'.format(HOST, b=1)); reveal((1, a, None)); reveal(['a'] + ['b']); reveal(b'x'); reveal('a' 'b'); reveal(10 ** 3 // 3)
    reveal('x' if a else 'x'); reveal(a + '/users'); reveal(1_000); reveal(1 / 0)
    for i in [1]: T2 = T
    n = 0
    while a: n = n + 1
    reveal(n)
`,
  })
  expect(p.arguments('m.py').map((value) => show(p.evaluation.constantOf(p.file('m.py'), value)))).toEqual([
    'postgres://db:5432/{}',
    '5432',
    '5432',
    '?',
    '1',
    "'xy'",
    '?',
    '-9',
    'false',
    'db:{} %',
    "'db-1'",
    '[1, ?, none]',
    "['a', 'b']",
    'bytes',
    "'ab'",
    '333',
    "'x'",
    '{}/users',
    '1000',
    '?',
    '?',
  ])
})
