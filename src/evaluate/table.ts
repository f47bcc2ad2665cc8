/** Tables by number, of which rows are filled in any order. */

/** Makes room for a row. A table without holes stays a plain array for the engine, one with holes becomes a slow one. */
export function reserve(table: unknown[], row: number): void {
  for (let next = table.length; next <= row; next++) table.push(undefined)
}
