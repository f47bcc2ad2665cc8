/**
 * GitHub's fingerprint of a line (`primaryLocationLineHash`): a rolling hash over the next hundred UTF-16 units from the line's start,
 * without spaces and tabs, every end of line as `\n`; then how many lines of the file had that hash so far. The uploader computes the
 * same and warns on every difference, so this has to match unit by unit.
 */
const BLOCK = 100
const FACTOR = 37
const WORD = 2 ** 32
/** Stands for the end of the file; zeros follow until the last line has its hundred units. */
const END = 65_535

/** A 64-bit number; both halves unsigned. */
interface Long {
  high: number
  low: number
}

/** h = 37 h + unit - 37^100 old, modulo 2^64. Every intermediate stays below 2^53, where numbers are exact. */
const roll = (hash: Long, unit: number, old: number): void => {
  const low = FACTOR * hash.low + unit - POWER.low * old
  const carry = Math.floor(low / WORD)
  const high = FACTOR * hash.high + carry - POWER.high * old
  hash.low = low - carry * WORD
  hash.high = high - Math.floor(high / WORD) * WORD
}

/** 37^100: the weight of the unit that leaves the block. */
const POWER: Long = { high: 0, low: 0 }
const power: Long = { high: 0, low: 1 }
for (let k = 0; k < BLOCK; k++) roll(power, 0, 0)
Object.assign(POWER, power)

/** The hash of every line of a text, the first line at index 0. */
export const lineHashes = (text: string): readonly string[] => {
  const hashes: string[] = []
  const seen = new Map<string, number>()
  const hash: Long = { high: 0, low: 0 }
  const block = new Uint16Array(BLOCK)
  /** Line that starts at each unit of the block; -1 where none does. */
  const starting = new Int32Array(BLOCK).fill(-1)
  let at = 0
  let line = 0
  let isStart = true

  const settle = (): void => {
    if (starting[at] < 0) return
    const value = hash.high === 0 ? hash.low.toString(16) : hash.high.toString(16) + hash.low.toString(16).padStart(8, '0')
    const count = (seen.get(value) ?? 0) + 1
    seen.set(value, count)
    hashes[starting[at]] = `${value}:${count}`
    starting[at] = -1
  }
  const take = (unit: number): void => {
    roll(hash, unit, block[at])
    block[at] = unit
    at = (at + 1) % BLOCK
  }
  const next = (unit: number): void => {
    settle()
    if (isStart) starting[at] = line++
    isStart = unit === 10
    take(unit)
  }

  for (let k = 0; k < text.length; k++) {
    const unit = text.charCodeAt(k)
    if (unit === 32 || unit === 9 || (unit === 10 && text.charCodeAt(k - 1) === 13)) continue
    next(unit === 13 ? 10 : unit)
  }
  next(END)
  for (let k = 0; k < BLOCK; k++) {
    settle()
    take(0)
  }
  return hashes
}
