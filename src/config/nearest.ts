/** The candidate a mistyped word most likely meant: at most a third of its letters differ. */
export const nearest = (word: string, candidates: Iterable<string>): string | undefined => {
  let best: string | undefined
  let least = Math.floor(Math.max(word.length, 3) / 3) + 1
  for (const candidate of candidates) {
    const away = distance(word.toLowerCase(), candidate.toLowerCase(), least)
    if (away < least) [best, least] = [candidate, away]
  }
  return best
}

/** Letters to insert, delete, replace or swap with their neighbour; answers `limit` when it is that many or more. */
const distance = (from: string, to: string, limit: number): number => {
  if (Math.abs(from.length - to.length) >= limit) return limit
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)]
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const change = rows[i - 1][j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      row.push(Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, change, isSwap ? rows[i - 2][j - 2] + 1 : Infinity))
    }
    rows.push(row)
  }
  return Math.min(rows[from.length][to.length], limit)
}
