/** Which key serves a lookup by some columns: those that lead it, in any order among themselves. */
import type { Key } from '../../model/schema.ts'

/** Access methods that answer an equality from the leading columns. */
const EQUALITY = new Set(['btree', 'hash'])

/** The key that serves rows by those columns; null if none does. */
export function servingKey(keys: readonly Key[], columns: readonly string[]): Key | null {
  const full = keys.find((key) => serves(key, columns))
  if (full !== undefined) return full
  // One indexed column of several narrows the rows.
  const [part] = columns.length < 2 ? [] : columns.flatMap((column) => keys.filter((key) => serves(key, [column])))
  return part ?? null
}

const serves = (key: Key, columns: readonly string[]): boolean => {
  if (key.partial || !EQUALITY.has(key.method)) return false
  const leading = key.columns.slice(0, columns.length)
  return leading.length === columns.length && columns.every((column) => leading.includes(column))
}

/** A key that holds the columns without serving them. */
export const nearestKey = (keys: readonly Key[], columns: readonly string[]): Key | null =>
  keys.find((key) => columns.every((column) => key.columns.includes(column))) ?? null
