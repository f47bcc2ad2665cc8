import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What is known about libraries: beside the bundled file, or where `npm run generate` puts it. @throws if it was not generated */
export const knowledge = (): Uint8Array => {
  const places = ['knowledge.bin', '../generated/knowledge.bin'].map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return readFileSync(places.find(existsSync) ?? places[1])
}
