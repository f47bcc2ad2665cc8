/** What a call sends out of the process, by what is known of the library. */
import type { BlockKind } from '../../model/knowledge.ts'
import type { SentTo } from '../../model/repeated.ts'
import type { Value } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'

export interface Sent {
  readonly callee: string
  readonly to: SentTo
  /** Gives a coroutine, or is entered with `async with`. */
  readonly async: boolean
}

const BY_KIND: ReadonlyMap<BlockKind, SentTo> = new Map<BlockKind, SentTo>([
  ['http', 'http'],
  ['llm', 'llm'],
  ['cloud', 'cloud'],
  ['vector', 'vector'],
  ['cache', 'redis'],
  ['queue', 'queue'],
])

/** Calls of which one takes a list of texts. */
const EMBEDS =
  /\.embeddings\.create$|\.(a?embed_query|get_text_embedding|aget_text_embedding|embed_content(_async)?)$|^(litellm\.a?embedding|openai\.Embedding\.a?create|sentence_transformers\.SentenceTransformer\.encode|ollama\.((Async)?Client\.)?embed|cohere\.(Async)?Client\.embed)$/
/** Of a vector store, those that take a list of points. */
const STORES = /\.(upsert|add|add_texts|add_documents|aadd_texts|aadd_documents|insert)$/
const MODELS = /^(openai|anthropic|ollama|litellm|groq|mistralai|cohere|google\.generativeai|google\.genai)\./
/** Go on with what has been sent, close it, or only make a client. */
const NOT_SENT =
  /(Response|Stream|Chunks?)\.|\.(close|aclose|connect|disconnect|scan|hscan|sscan|zscan|hscan_iter|scan_iter|sscan_iter|zscan_iter|blpop|brpop|xread|xreadgroup|acquire|reacquire|release|ping|xack|xclaim|xautoclaim)$/

export function sentBy({ effects, predicates }: Parts, file: FileId, call: Value): Sent | null {
  for (const known of effects.callsOf(file, call)) {
    const callee = known.name.replaceAll('()', '').replace(/\.__(init|new)__$/, '')
    if (NOT_SENT.test(callee) || /(^|\.)[A-Z]\w*$/.test(callee)) continue
    for (const effect of known.effects) {
      const kind = effect.blocks === undefined ? undefined : BY_KIND.get(effect.blocks.kind)
      const does = effect.does ?? []
      const to =
        kind ?? (does.includes('redis') ? 'redis' : does.includes('http') ? 'http' : does.includes('publishes') ? 'queue' : undefined)
      if (to === undefined || (effect.when !== undefined && !predicates.holds(effect.when, known))) continue
      return { callee, to: refined(to, callee), async: effect.blocks === undefined }
    }
    if (EMBEDS.test(callee)) return { callee, to: 'embedding', async: false }
  }
  return null
}

function refined(to: SentTo, callee: string): SentTo {
  if (EMBEDS.test(callee)) return 'embedding'
  if (to === 'vector') return STORES.test(callee) ? 'vector' : 'http'
  if (to === 'redis') return callee.startsWith('redis.') ? 'redis' : 'http'
  return to === 'http' && MODELS.test(callee) ? 'llm' : to
}
