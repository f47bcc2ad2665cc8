/** Summarises files on several threads, this one among them. */
import { type ResourceLimits, Worker } from 'node:worker_threads'
import type { PythonModules } from '../parse/assets.ts'
import { loadPythonParser } from '../parse/python.ts'
import { type Batch, type Order, type Outcome, NEXT } from './messages.ts'
import { internalError, summariseOne } from './summarise-one.ts'

/**
 * Heap of a thread, in MB: a dozen times what the largest file of real code takes. What needs more gets a thread of its own with all
 * that one thread alone would have, so that the number of threads does not decide what can be analysed.
 */
const HEAP = 512

export interface Work {
  /** Absolute. */
  readonly folder: string
  /** Below the folder, in the order they are to be taken. */
  readonly files: readonly string[]
  /** Threads in all, this one included. */
  readonly threads: number
  /** The script a thread runs. */
  readonly script: URL
  readonly notify: (done: number) => void
}

/**
 * What became of each file, in the order of `files`.
 *
 * A thread that dies costs nothing but time: this one does what it left behind. The file it died of gets a thread of its own, and is
 * given up if that one dies too, so that it cannot take the run with it.
 */
export const summariseOnThreads = async (work: Work, modules: PythonModules): Promise<readonly Outcome[]> => {
  const { folder, files, threads, script, notify } = work
  const outcomes = new Map<number, Outcome>()
  const shared = new SharedArrayBuffer(4 * (threads + 1))
  const cells = new Int32Array(shared)
  const others = Array.from({ length: threads - 1 }, (_, at) =>
    started(script, { task: 'summarise', modules, folder, files, shared, cell: at + 1 }, outcomes, { maxOldGenerationSizeMb: HEAP }),
  )

  const parser = await loadPythonParser(modules)
  for (let at = Atomics.add(cells, NEXT, 1); at < files.length; at = Atomics.add(cells, NEXT, 1)) {
    notify(at)
    outcomes.set(at, summariseOne(folder, files[at], parser))
  }
  await Promise.all(others)

  const fatal = new Set(others.flatMap((_, at) => (cells[at + 1] > 0 ? [cells[at + 1] - 1] : [])))
  for (const [at, file] of files.entries()) {
    if (outcomes.has(at)) continue
    outcomes.set(at, fatal.has(at) ? await summariseApart(script, modules, folder, file) : summariseOne(folder, file, parser))
  }
  return files.map((_, at) => outcomes.get(at) ?? internalError('the file was lost'))
}

/** One file on a thread of its own. */
const summariseApart = async (script: URL, modules: PythonModules, folder: string, file: string): Promise<Outcome> => {
  const outcomes = new Map<number, Outcome>()
  const shared = new SharedArrayBuffer(8)
  await started(script, { task: 'summarise', modules, folder, files: [file], shared, cell: 1 }, outcomes, {})
  return outcomes.get(0) ?? internalError('the thread that summarised it ended')
}

/** Starts a thread; resolves when it has ended, however it did. What it sent stands in `outcomes`. */
const started = (script: URL, order: Order, outcomes: Map<number, Outcome>, resourceLimits: ResourceLimits): Promise<void> =>
  new Promise((resolve) => {
    let worker: Worker
    try {
      worker = new Worker(script, { workerData: order, resourceLimits })
    } catch {
      // The system gives no more threads: the others do its part.
      resolve()
      return
    }
    worker.on('message', (batch: Batch) => {
      for (const [at, outcome] of batch) outcomes.set(at, outcome)
    })
    // Said by what is missing; the exit follows.
    worker.on('error', () => {})
    worker.on('exit', () => resolve())
  })
