import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Backend } from './backends.ts'

/** One judged finding. Facts about public code, never code. */
export interface Judgement {
  /** The finding's id: a fingerprint without line numbers. */
  readonly id: string
  readonly rule: string
  readonly verdict: 'right' | 'wrong' | 'arguable'
  readonly why: string
  /** Where it stood when it was judged, to find it again; not part of the identity. */
  readonly at: string
  /** Which drawing it came from, if it was drawn: `seed 1`. */
  readonly drawn?: string
  /** Why a right finding is rightly reported no longer, or under which id it now stands. A finding that is reported has none. */
  readonly gone?: string
}

const folder = path.join(import.meta.dirname, '..', 'test', 'triage')

const fileFor = (backend: Backend): string => path.join(folder, `${backend.name}@${backend.commit}.jsonl`)

export const judgements = (backend: Backend): readonly Judgement[] => {
  const file = fileFor(backend)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Judgement)
}

export const judge = (backend: Backend, judgement: Judgement): void => appendFileSync(fileFor(backend), `${JSON.stringify(judgement)}\n`)
