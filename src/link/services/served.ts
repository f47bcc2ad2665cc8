/** Servers that code starts by itself: `uvicorn.run(app)` behind a command of its own. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Role } from '../../model/project.ts'
import type { Span } from '../../model/span.ts'
import { Op } from '../../model/summary.ts'
import type { FileId } from '../../model/type.ts'
import { isWithin } from './folders.ts'
import type { Part } from './split.ts'

/** What starts a server when it is called, by the name users import it under. */
const STARTING: readonly (readonly [string, RegExp])[] = [
  ['uvicorn', /^uvicorn\.(?:main\.|server\.)?(?:run|main|Server)$/],
  ['hypercorn', /^hypercorn\.(?:asyncio|trio|run)\.(?:serve|run)$/],
  ['granian', /^granian\.(?:server\.)?(?:Granian|Server)$/],
]

/** Code that is run on purpose: the application, its commands, what nobody imports. */
const RUN: ReadonlySet<Role> = new Set<Role>(['app', 'cli', 'unreached'])

export function serversInCode(
  evaluation: Evaluation,
  { files, root }: Part,
  role: (file: FileId) => Role,
): readonly { readonly server: string; readonly at: Span }[] {
  return evaluation.files.flatMap(({ id, origin, summary }) => {
    if (origin !== 'project' || !RUN.has(role(id)) || !(files.has(id) || isWithin(summary.path, root))) return []
    if (!STARTING.some(([server]) => summary.strings.some((text) => text === server || text.startsWith(`${server}.`)))) return []
    const { op, start, length, count } = summary.values
    const found: { server: string; at: Span }[] = []
    for (let value = 0; value < count; value++) {
      if (op[value] !== Op.Call) continue
      const server = serverCalled(evaluation, id, value)
      if (server !== null) found.push({ server, at: { file: id, start: start[value], end: start[value] + length[value] } })
    }
    return found
  })
}

function serverCalled(evaluation: Evaluation, file: FileId, call: number): string | null {
  const names = evaluation
    .calleeOf(file, call)
    .targets.map((target) =>
      target.is === 'external'
        ? target.path
        : target.is === 'construct'
          ? evaluation.class(target.class).qualifiedName
          : evaluation.function(target.function).qualifiedName,
    )
  return STARTING.find(([, pattern]) => names.some((name) => pattern.test(name)))?.[0] ?? null
}
