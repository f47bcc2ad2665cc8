import { existsSync, openSync, readSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { KnowledgeSource } from '../evaluate/library.ts'

/**
 * What is known about libraries: beside the bundled file, or where `npm run generate` puts it. It stays open as long as the process
 * lives, and is read by parts. @throws if it was not generated
 */
export const knowledge = (): KnowledgeSource => {
  const places = ['knowledge.bin', '../generated/knowledge.bin'].map((place) => fileURLToPath(new URL(place, import.meta.url)))
  const file = openSync(places.find(existsSync) ?? places[1], 'r')
  return (start, length) => {
    const bytes = new Uint8Array(length)
    let done = 0
    for (let more = 1; more > 0 && done < length; done += more) more = readSync(file, bytes, done, length - done, start + done)
    return done < length ? bytes.subarray(0, done) : bytes
  }
}
