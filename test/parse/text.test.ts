import { describe, expect, test } from 'vitest'
import { decodePython, decodeText, lineStartsOf } from '../../src/parse/text.ts'

const bytes = (...parts: (string | number)[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part)))))

describe('Python bytes become text', () => {
  test.each([
    ['plain', bytes('x = "é"\n'), 'x = "é"\n'],
    ['empty', bytes(), ''],
    ['byte order mark', bytes(0xef, 0xbb, 0xbf, 'x\n'), 'x\n'],
    ['byte order mark and declaration', bytes(0xef, 0xbb, 0xbf, '# coding: latin-1\né'), '# coding: latin-1\né'],
    ['latin-1', bytes('# -*- coding: latin-1 -*-\n"', 0xe9, 0x85, '"'), '# -*- coding: latin-1 -*-\n"\u00e9\u0085"'],
    [
      'iso-8859-1 in line two',
      bytes('#!/usr/bin/env python\n# vim: set fileencoding=ISO_8859-1 :\n', 0xe9),
      '#!/usr/bin/env python\n# vim: set fileencoding=ISO_8859-1 :\n\u00e9',
    ],
    ['cp1252', bytes('# coding=cp1252\n', 0x80), '# coding=cp1252\n\u20ac'],
    ['koi8-r', bytes('# coding: koi8-r\r\n', 0xc1), '# coding: koi8-r\r\n\u0430'],
    ['shift_jis', bytes('# coding: shift_jis\n', 0x82, 0xa0), '# coding: shift_jis\n\u3042'],
    ['iso-8859-15', bytes('# coding: iso8859-15\n', 0xa4), '# coding: iso8859-15\n\u20ac'],
    ['utf8 by another name', bytes('# coding: UTF_8\né'), '# coding: UTF_8\né'],
    ['declaration after code is none', bytes('x = 1\n# coding: koi8-r\né'), 'x = 1\n# coding: koi8-r\né'],
    ['declaration in line three is none', bytes('\n\n# coding: koi8-r\né'), '\n\n# coding: koi8-r\né'],
    ['word in a string is none', bytes('x = "coding: koi8-r é"'), 'x = "coding: koi8-r é"'],
  ])('%s', (_, input, text) => {
    expect(decodePython(input)).toEqual({ text })
  })

  test.each([
    ['too large', new Uint8Array(1_000_001).fill(32), 'The file is 1.0 MB, above the limit of 1 MB for one source file.'],
    ['binary', bytes('x', 0), 'The file is binary: a zero byte stands at offset 1.'],
    ['invalid', bytes('x', 0xff), 'The file is not valid UTF-8 and declares no other encoding.'],
    ['invalid as declared', bytes('# coding: utf-8\n', 0xff), 'The file is not valid utf-8, which it declares as its encoding.'],
    ['unknown', bytes('# coding: rot13\n'), 'The file declares the encoding "rot13", which is not known here.'],
  ])('or a reason: %s', (_, input, reason) => {
    expect(decodePython(input)).toEqual({ reason })
  })

  test('a zero byte after the first 8 kB is left to the parser', () => {
    expect(decodePython(bytes(' '.repeat(9000), 0))).toHaveProperty('text')
  })
})

test('other text files may be UTF-16 with a byte order mark', () => {
  expect(decodeText(bytes(0xff, 0xfe, 0x61, 0, 0x3a, 0))).toEqual({ text: 'a:' })
  expect(decodeText(bytes(0xfe, 0xff, 0, 0x61))).toEqual({ text: 'a' })
  expect(decodeText(bytes(0xef, 0xbb, 0xbf, 'a'))).toEqual({ text: 'a' })
  expect(decodeText(bytes('a', 0))).toHaveProperty('reason')
})

test('lines end at \\n, \\r\\n and \\r', () => {
  expect([...lineStartsOf('')]).toEqual([0])
  expect([...lineStartsOf('a\nb\r\nc\rd\u2028e\n')]).toEqual([0, 2, 5, 7, 11])
  expect(lineStartsOf('\n'.repeat(5000))).toHaveLength(5001)
})
