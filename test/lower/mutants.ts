/** Seeded damage to a text. */

/** Numbers below 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const PIECES = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ':',
  ',',
  '=',
  ':=',
  '"',
  "'",
  '"""',
  'f"{',
  '\n',
  '\n    ',
  '\t',
  '\\',
  'if ',
  'else:',
  'for x in ',
  'async ',
  'await ',
  'lambda ',
  'def ',
  'class ',
  'case ',
  'match ',
  'except ',
  '*',
  '**',
  '@',
  '.',
  '->',
  'yield ',
  'global x',
  'del ',
  'é',
  '\u{1f600}',
  '\0',
  '#',
  ' ',
]

export function mutantOf(text: string, seed: number): string {
  const random = randomOf(seed)
  const below = (n: number): number => Math.floor(random() * n)
  let mutant = text
  for (let damage = 1 + below(3); damage > 0; damage--) {
    const at = below(mutant.length + 1)
    const length = below(30)
    const kind = below(4)
    if (kind === 0) mutant = mutant.slice(0, at) + mutant.slice(at + length)
    else if (kind === 1) mutant = mutant.slice(0, at) + PIECES[below(PIECES.length)] + mutant.slice(at)
    else if (kind === 2) mutant = mutant.slice(0, at) + mutant.slice(below(mutant.length), below(mutant.length) + length) + mutant.slice(at)
    else mutant = swapLines(mutant, below, below)
  }
  return mutant
}

function swapLines(text: string, first: (n: number) => number, second: (n: number) => number): string {
  const lines = text.split('\n')
  const x = first(lines.length)
  const y = second(lines.length)
  const line = lines[x]
  lines[x] = lines[y]
  lines[y] = line
  return lines.join('\n')
}
