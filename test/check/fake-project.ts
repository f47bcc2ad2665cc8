/** A project of hand-made facts: one function `app.main.read` per file, every place is a value of given offsets. */
import type { Evaluation } from '../../src/model/evaluation.ts'
import type { BlockingFact, Edge, Entry, Place, Project, Role } from '../../src/model/project.ts'
import type { BlockKind, Blocks } from '../../src/model/knowledge.ts'
import type { FileSummary } from '../../src/model/summary.ts'

export interface FakeFile {
  readonly path: string
  readonly role?: Role
  /** Start and length of each value. */
  readonly spans: readonly (readonly [number, number])[]
}

export const fakeProject = (
  files: readonly FakeFile[],
  blocking: readonly BlockingFact[],
  names: readonly string[] = ['read', 'fetch'],
): Project => {
  const summaries = files.map(({ path, spans }) => ({
    path,
    comments: [],
    problems: [],
    lineStarts: Uint32Array.from([0, 10, 20, 30, 40]),
    values: {
      count: spans.length,
      op: new Uint8Array(spans.length),
      start: Uint32Array.from(spans, ([start]) => start),
      length: Uint16Array.from(spans, ([, length]) => length),
      long: new Int32Array(),
      a: new Int32Array(spans.length),
      b: new Int32Array(spans.length).fill(-1),
      lists: new Int32Array(),
    },
    scopes: { yields: Int32Array.from([-1]) },
  })) as unknown as readonly FileSummary[]
  const evaluation = {
    files: summaries.map((summary, id) => ({ id, summary, module: 'app.main', origin: 'project' })),
    file: (id: number) => ({ id, summary: summaries[id], module: 'app.main', origin: 'project' }),
    function: (id: number) => ({
      id,
      file: 0,
      scope: 0,
      name: names[id],
      qualifiedName: `app.main.${names[id]}`,
      owner: null,
      lambda: false,
    }),
    constantOf: () => undefined,
    repeats: () => [],
  } as unknown as Evaluation
  return {
    evaluation,
    manifests: [],
    facts: (kind: string) => (kind === 'blocking' ? blocking : []),
    candidates: () => [],
    role: (file: number) => files[file].role ?? 'app',
    edgesFrom: () => [],
    services: [],
    servicesAt: () => [],
    symbolAt: () => 'app.main.read',
    doubtOn: () => null,
  } as unknown as Project
}

const place = (file: number, value: number): Place => ({ file, value })

export const fakeEdge = (value: number, confidence: Edge['confidence'] = 'exact'): Edge => ({
  kind: 'call',
  from: 0,
  at: place(0, value),
  to: 1,
  confidence,
})

const entry: Entry = { kind: 'loop-request', function: 0, at: place(0, 0), label: 'GET /rates' }

/** A direct call on a request path, unless told otherwise. */
export const fakeFact = (
  given: Partial<BlockingFact> & { readonly kind?: BlockKind; readonly callee?: string; readonly severity?: Blocks['severity'] } = {},
): BlockingFact => {
  const { kind = 'sleep', callee = 'time.sleep', severity = 'blocker', ...rest } = given
  const blocks: Blocks = { kind, class: 'argument', ms: null, severity, replacement: '`asyncio.sleep`' }
  const at = rest.at ?? place(0, 1)
  const root = { at, within: 0, effect: { callable: callee, blocks, verified: 'typeshed' }, callee, confidence: 'high' } as const
  return {
    is: 'blocking',
    at,
    within: 0,
    context: { kind: 'loop-request', entry, path: [], ordinary: true },
    path: [],
    root,
    blocks,
    confidence: 'high',
    once: false,
    ordinary: true,
    spared: null,
    others: [],
    ...rest,
  }
}

export const inContext = (kind: Entry['kind']): BlockingFact['context'] => ({ kind, entry: { ...entry, kind }, path: [], ordinary: true })
