/** Where a value stands, for rules and for readers. */
import type { Place, Project } from '../model/project.ts'
import type { Position, Span } from '../model/span.ts'

const LONG = 65_535

/** The source range of a value. */
export const spanOf = (project: Project, place: Place): Span => {
  const { values } = project.evaluation.file(place.file).summary
  const start = values.start[place.value]
  const length = values.length[place.value]
  return { file: place.file, start, end: start + (length === LONG ? longLength(values.long, place.value) : length) }
}

const longLength = (long: Int32Array, value: number): number => {
  let low = 0
  let high = long.length / 2 - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (long[2 * middle] === value) return long[2 * middle + 1]
    if (long[2 * middle] < value) low = middle + 1
    else high = middle - 1
  }
  return LONG
}

/** 1-based line of an offset: the last line that starts at or before it. */
const lineAt = (lineStarts: Uint32Array, offset: number): number => {
  let low = 0
  let high = lineStarts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (lineStarts[middle] <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}

/** The same range as path, 1-based lines and columns in UTF-16 units, end exclusive. */
export const positionOf = (project: Project, span: Span): Position => {
  const { path, lineStarts } = span.file < 0 ? project.manifest(span.file) : project.evaluation.file(span.file).summary
  const line = lineAt(lineStarts, span.start)
  const endLine = lineAt(lineStarts, span.end)
  return {
    file: path,
    line,
    column: span.start - (lineStarts[line - 1] ?? 0) + 1,
    endLine,
    endColumn: span.end - (lineStarts[endLine - 1] ?? 0) + 1,
  }
}

/** Total order by path, then place; never by the order in which files were found. */
export const comparePositions = (x: Position, y: Position): number =>
  compareText(x.file, y.file) || x.line - y.line || x.column - y.column || x.endLine - y.endLine || x.endColumn - y.endColumn

export const compareText = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0)
