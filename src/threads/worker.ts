/** The other side of `pool.ts`: takes files until none is left. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadPythonParser } from '../parse/python.ts'
import { type Outcome, NEXT, isOrder } from './messages.ts'
import { summariseOne } from './summarise-one.ts'

/** Bytes of packed summaries that are sent together: small enough that little is lost with a thread. */
const BATCH = 1 << 20

/** Whether this is a thread that `pool.ts` started, not the main one. */
export const isOrdered = (): boolean => parentPort !== null && isOrder(workerData)

/** Does what the thread was started for. */
export const carryOut = async (): Promise<void> => {
  if (parentPort === null || !isOrder(workerData)) return
  const { modules, folder, files, shared, cell } = workerData
  const port = parentPort
  const cells = new Int32Array(shared)
  const parser = await loadPythonParser(modules)
  let batch: [number, Outcome][] = []
  let bytes = 0
  const send = (): void => {
    port.postMessage(
      batch,
      batch.flatMap(([, { learnt }]) => (typeof learnt === 'string' ? [] : [learnt.buffer as ArrayBuffer])),
    )
    batch = []
    bytes = 0
  }
  for (let at = Atomics.add(cells, NEXT, 1); at < files.length; at = Atomics.add(cells, NEXT, 1)) {
    Atomics.store(cells, cell, at + 1)
    const outcome = summariseOne(folder, files[at], parser)
    batch.push([at, outcome])
    bytes += outcome.learnt.length
    if (bytes > BATCH) send()
  }
  send()
  Atomics.store(cells, cell, 0)
}
