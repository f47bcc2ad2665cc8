import { beforeAll, describe, expect, test } from 'vitest'
import { createEvaluation } from '../../src/evaluate/evaluation.ts'
import type { Library } from '../../src/evaluate/library.ts'
import { KNOWLEDGE_MAGIC, loadLibrary } from '../../src/evaluate/library.ts'
import { compileKnowledge } from '../../src/generate/knowledge.ts'
import { definingName, readEffects } from '../../src/generate/knowledge-effects.ts'
import type { Evaluation } from '../../src/model/evaluation.ts'
import type { BlockKind, Effect } from '../../src/model/knowledge.ts'

let bytes: Uint8Array
let library: Library
let evaluation: Evaluation

/** Fails if a stub does not lower, a callable or class is in no stub, or two entries mean one function. */
beforeAll(async () => {
  ;({ bytes } = await compileKnowledge())
  library = loadLibrary(bytes)
  evaluation = createEvaluation([], library)
})

const effectsOf = (callable: string): readonly Effect[] => library.effectsOf(definingName(evaluation, callable) ?? '')
const kindOf = (callable: string): BlockKind | undefined => effectsOf(callable).find(({ blocks }) => blocks !== undefined)?.blocks?.kind

describe('the knowledge file', () => {
  test('stays small', () => {
    expect(bytes.byteLength).toBeLessThan(16_000_000)
  })

  test('unpacks a module when it is asked for, once', () => {
    const fresh = loadLibrary(bytes)
    const first = fresh.module('requests.api')
    expect(first?.path).toBe('requests/api.pyi')
    expect(fresh.module('requests.api')).toBe(first)
    expect(fresh.module('requests.no_such_module')).toBeNull()
    expect(fresh.module('constructor')).toBeNull()
  })

  test('protocols ask for no slots', () => {
    expect(library.module('typing')?.strings).not.toContain('__slots__')
  })

  test('an empty file knows nothing; a foreign one is refused', () => {
    const empty = loadLibrary(new Uint8Array(0))
    expect(empty.module('os')).toBeNull()
    expect(empty.effectsOf('time.sleep')).toEqual([])
    expect(empty.externalEffects('a.b')).toEqual([])
    expect(empty.spelling('a.b')).toBe('a.b')
    expect(() => loadLibrary(new Uint8Array(64))).toThrow('no library knowledge')
  })
})

describe('effects', () => {
  test('every written effect is found under its callable', () => {
    const missing = readEffects().filter(({ effect, stubless }) => {
      const found = stubless ? library.externalEffects(effect.callable) : effectsOf(effect.callable)
      return !found.some((each) => each.callable === effect.callable)
    })
    expect(missing.map(({ effect }) => effect.callable)).toEqual([])
  })

  test.each<[string, BlockKind]>([
    ['requests.get', 'http'],
    ['requests.api.get', 'http'],
    ['requests.Session.post', 'http'],
    ['httpx.Client.get', 'http'],
    ['time.sleep', 'sleep'],
    ['open', 'file'],
    ['input', 'input'],
    ['os.path.exists', 'file'],
    ['pathlib.Path.read_text', 'file'],
    ['subprocess.run', 'subprocess'],
    ['socket.socket.connect', 'socket'],
    ['socket.getaddrinfo', 'dns'],
    ['sqlalchemy.orm.Session.execute', 'db'],
    ['sqlalchemy.orm.Query.all', 'db'],
    ['sqlmodel.Session.exec', 'db'],
    ['psycopg2.extensions.cursor.execute', 'db'],
    ['redis.Redis.get', 'cache'],
    ['pymongo.collection.Collection.find_one', 'cache'],
    ['redis.Redis.blpop', 'queue'],
    ['celery.result.AsyncResult.get', 'queue'],
    ['openai.OpenAI.chat.completions.create', 'llm'],
    ['chromadb.api.ClientAPI.get_collection', 'vector'],
    ['botocore.client.S3.put_object', 'cloud'],
    ['bcrypt.checkpw', 'cpu'],
    ['threading.Lock.acquire', 'wait'],
    ['queue.Queue.get', 'wait'],
    ['concurrent.futures.Future.result', 'wait'],
    ['fcntl.flock', 'wait'],
    ['asyncio.run', 'loop'],
    ['uvicorn.run', 'loop'],
  ])('%s blocks as %s', (callable, kind) => {
    expect(kindOf(callable)).toBe(kind)
  })

  test.each([
    'httpx.AsyncClient.get',
    'redis.asyncio.Redis.get',
    'sqlalchemy.ext.asyncio.AsyncSession.execute',
    'asyncio.sleep',
    'io.StringIO.read',
    'asyncio.Future.result',
    'sqlalchemy.orm.Session.add',
    'pymongo.collection.Collection.find',
    'openai.AsyncOpenAI.chat.completions.create',
  ])('%s does not block', (callable) => {
    expect(definingName(evaluation, callable)).not.toBeNull()
    expect(kindOf(callable)).toBeUndefined()
  })

  test('hand-overs say which argument runs where', () => {
    expect(effectsOf('asyncio.to_thread')[0]?.runs).toEqual([{ argument: 0, in: 'thread' }])
    expect(effectsOf('asyncio.AbstractEventLoop.run_in_executor')[0]?.runs).toEqual([{ argument: 1, in: 'thread' }])
    expect(effectsOf('fastapi.Depends')[0]?.runs).toEqual([{ argument: 0, in: 'thread-if-sync' }])
    expect(effectsOf('celery.Celery.task')[0]?.runs).toEqual([{ argument: 'decorated', in: 'worker-process' }])
  })

  test('conditions name classes as their stubs define them', () => {
    expect(effectsOf('redis.Redis.get')[0]?.when).toEqual({ not: { 'receiver-is': 'redis.client.Pipeline' } })
    const [inspect] = effectsOf('sqlalchemy.inspect')
    expect(JSON.stringify(inspect?.when)).toContain('sqlalchemy.engine.base.Engine')
  })

  test('replacements name the member', () => {
    expect(effectsOf('httpx.Client.post').find(({ blocks }) => blocks !== undefined)?.blocks?.replacement).toBe('httpx.AsyncClient.post')
  })
})

describe('what no stub defines', () => {
  const effect: Effect = { callable: 'cloud.Client.*', verified: 'documented', does: ['http'] }
  const get: Effect = { callable: 'cloud.get', verified: 'documented', does: ['http'] }

  test('a path matches without its parentheses; a star stands for attributes, not for what a call returns', () => {
    const part = { defined: {}, external: { 'cloud.Client.*': [effect], 'cloud.get': [get] }, spellings: {} }
    const packed = Buffer.from(JSON.stringify(part))
    const written = JSON.stringify({ modules: {}, effects: { cloud: [0, packed.byteLength] } })
    const index = Buffer.from(written.padEnd(Math.ceil(written.length / 8) * 8))
    const head = Buffer.alloc(8)
    head.writeUInt32LE(KNOWLEDGE_MAGIC, 0)
    head.writeUInt32LE(index.byteLength, 4)
    const own = loadLibrary(Buffer.concat([head, index, packed]))
    expect(own.externalEffects('cloud.get')).toEqual([get])
    expect(own.externalEffects('cloud.Client().messages.create')).toEqual([effect])
    expect(own.externalEffects('cloud.Client().send')).toEqual([effect])
    expect(own.externalEffects('cloud.Client')).toEqual([])
    expect(own.externalEffects('cloud.Client().send().sid.lower')).toEqual([])
    expect(own.externalEffects('cloud.get().json')).toEqual([])
  })

  test('a service client without a class of its own is a cloud client', () => {
    expect(library.externalEffects('botocore.client.Service().describe_instances')[0]?.blocks?.kind).toBe('cloud')
    expect(library.externalEffects('botocore.client.Service().generate_presigned_url')[0]?.harmless).toBe(true)
  })
})

describe('names', () => {
  test.each([
    ['requests.api.get', 'requests.get'],
    ['requests.sessions.Session', 'requests.Session'],
    ['sqlalchemy.orm.session.Session.execute', 'sqlalchemy.orm.Session.execute'],
    ['sqlalchemy.engine.base.Engine', 'sqlalchemy.Engine'],
    ['builtins.open', 'open'],
    ['builtins.list.append', 'list.append'],
    ['asyncio.threads.to_thread', 'asyncio.to_thread'],
    ['fastapi.applications.FastAPI', 'fastapi.FastAPI'],
    ['app.models.User', 'app.models.User'],
  ])('%s is spelled %s', (name, spelled) => {
    expect(library.spelling(name)).toBe(spelled)
  })
})
