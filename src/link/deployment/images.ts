/** References to images, taken apart (https://docs.docker.com/reference/cli/docker/image/tag/#description). */
import type { ImageRef } from '../../model/deployment.ts'
import type { Span } from '../../model/span.ts'

const OFFICIAL = /^(?:docker\.io\/)?(?:library\/)?/

export function imageRef(text: string, at: Span): ImageRef {
  const [rest, digest = null] = text.split('@', 2)
  const colon = rest.lastIndexOf(':')
  const hasTag = colon > rest.lastIndexOf('/')
  const name = (hasTag ? rest.slice(0, colon) : rest).replace(OFFICIAL, '')
  return { text, name, tag: hasTag ? rest.slice(colon + 1) : null, digest, known: !/[${}]/.test(text), at }
}
