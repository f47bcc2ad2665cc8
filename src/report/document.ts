/** A report as blocks of text, for formats that people read: what is said is decided once, how it looks by each format. */

/** A part of a line. Text and code may come from hostile files: a format makes both inert. */
export type Inline =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  /** A link within the document. */
  | { readonly to: string; readonly text: string }
  /** Points out of a hundred. */
  | { readonly score: number; readonly label: string }
  /** Words with a bar beside them: how much of the largest, in hundredths. */
  | { readonly share: number; readonly text: string }

export type Line = readonly Inline[]

export type Block =
  /** Level 1 is the document's title. */
  | { readonly is: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string; readonly id: string }
  | { readonly is: 'paragraph'; readonly line: Line }
  | { readonly is: 'list'; readonly lines: readonly Line[]; readonly ordered?: boolean }
  /** Steps that follow one another: a call path. */
  | { readonly is: 'chain'; readonly label: string; readonly lines: readonly Line[] }
  | { readonly is: 'table'; readonly label: string; readonly head: readonly string[]; readonly rows: readonly (readonly Line[])[] }
  | { readonly is: 'code'; readonly label: string; readonly text: string }
  /** Shown when asked for. */
  | { readonly is: 'details'; readonly summary: Line; readonly blocks: readonly Block[]; readonly id?: string }
  /** What is read first. */
  | { readonly is: 'lead'; readonly tone: 'bad' | 'middling' | 'good' | 'none'; readonly blocks: readonly Block[] }

/** A text longer than this says nothing more to a person, but can fill a page. */
const LONGEST = 1200

/** A message: what stands between backticks is code. */
export const prose = (text: string): Line => {
  const pieces = shortened(text).split('`')
  // An odd number of backticks closes nothing: all of it is text.
  if (pieces.length % 2 === 0) return [pieces.join('`')]
  return pieces.flatMap((piece, at): readonly Inline[] => (piece === '' ? [] : at % 2 === 0 ? [piece] : [{ code: piece }]))
}

export const shortened = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`)

export const heading = (level: 1 | 2 | 3 | 4, text: string, id: string): Block => ({ is: 'heading', level, text, id })
export const paragraph = (...line: Line): Block => ({ is: 'paragraph', line })

/** `app/api/orders.py:23`. */
export const placeCode = ({ file, line }: { readonly file: string; readonly line: number }): Inline => ({ code: `${file}:${line}` })

/** The first few of a list, and how many there are besides. */
export const capped = <Item>(items: readonly Item[], most: number): { readonly shown: readonly Item[]; readonly more: number } => ({
  shown: items.slice(0, most),
  more: Math.max(0, items.length - most),
})

export const moreLine = (more: number): readonly Block[] =>
  more === 0 ? [] : [paragraph(`and ${more} more: the JSON report (`, { code: '--format json' }, ') holds all of them.')]
