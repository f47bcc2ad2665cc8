import { describe, expect, test } from 'vitest'
import { coversVersion, foldBranches } from '../../src/generate/fold-branches.ts'

const fold = (...lines: readonly string[]): readonly string[] => foldBranches(lines.join('\n')).split('\n')

describe('branches about the interpreter', () => {
  test('the branch that holds is kept, dedented', () => {
    expect(fold('if sys.version_info >= (3, 11):', '    a: int', 'else:', '    b: int', 'c: int')).toEqual(['a: int', 'c: int'])
    expect(fold('if sys.version_info >= (3, 14):', '    a: int', '', 'else:', '    b: int')).toEqual(['b: int'])
  })

  test('the first of several that holds', () => {
    const lines = [
      'if sys.version_info >= (3, 14):',
      '    a: int',
      'elif sys.version_info >= (3, 10):',
      '    b: int',
      'else:',
      '    c: int',
    ]
    expect(fold(...lines)).toEqual(['b: int'])
  })

  test('nothing stays where nothing holds', () => {
    expect(fold('if sys.platform == "win32":', '    a: int', 'b: int')).toEqual(['b: int'])
  })

  test('nested, combined and negated', () => {
    const lines = [
      'class A:',
      '    if sys.platform != "win32":',
      '        if sys.version_info < (3, 12):',
      '            a: int',
      '        b: int',
    ]
    expect(fold(...lines)).toEqual(['class A:', '    b: int'])
    expect(fold('if sys.platform == "linux" and sys.version_info >= (3, 12):', '    a: int')).toEqual(['a: int'])
    expect(fold('if sys.platform == "win32" or sys.version_info >= (3, 12):', '    a: int')).toEqual(['a: int'])
    expect(fold('if not (sys.platform == "win32"):', '    a: int')).toEqual(['a: int'])
  })

  test('other tests are left alone', () => {
    const lines = ['if TYPE_CHECKING:', '    a: int', 'else:', '    b: int']
    expect(fold(...lines)).toEqual(lines)
  })

  test('text in triple quotes does not end a block', () => {
    const lines = ['if sys.version_info >= (3, 12):', '    a = """one', 'two"""', '    b: int', 'c: int']
    expect(fold(...lines)).toEqual(['a = """one', 'two"""', 'b: int', 'c: int'])
  })
})

test.each([
  ['3.0-', true],
  ['3.5-3.13', true],
  ['3.0-3.12', true],
  ['3.0-3.11', false],
  ['3.14-', false],
])('modules of %s are there: %s', (range, expected) => {
  expect(coversVersion(range)).toBe(expected)
})
