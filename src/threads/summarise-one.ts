import path from 'node:path'
import { readSource } from '../discover/read.ts'
import { encodeSummary } from '../lower/codec.ts'
import { hashOf, summarise } from '../lower/summarise.ts'
import type { PythonParser } from '../parse/python.ts'
import type { Outcome } from './messages.ts'

/** Reads and summarises one file, on whatever thread. An exception means a bug of ours: it costs the file, never the run. */
export const summariseOne = (folder: string, file: string, parser: PythonParser): Outcome => {
  try {
    const bytes = readSource(path.join(folder, file))
    if ('because' in bytes) return { hash: null, learnt: bytes.because, isInternal: false }
    const summary = summarise(file, bytes, parser)
    if ('because' in summary) return { hash: hashOf(bytes), learnt: summary.because, isInternal: false }
    return { hash: summary.hash, learnt: encodeSummary(summary), isInternal: false }
  } catch (error) {
    return internalError(error instanceof Error ? error.message : String(error))
  }
}

export const internalError = (message: string): Outcome => ({ hash: null, learnt: `Internal error: ${message}.`, isInternal: true })
