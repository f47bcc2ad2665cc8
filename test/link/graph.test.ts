import { describe, expect, it } from 'vitest'
import type { Project } from '../../src/model/project.ts'
import { linkStats } from '../../src/link/stats.ts'
import { HEAD, linked } from './linked.ts'

const BODY = `def leaf():
    requests.get("u")
def even(n):
    return odd(n)
def odd(n):
    leaf()
    return even(n)
async def job():
    even(1)
@app.get("/x")
async def f():
    asyncio.create_task(job())
    unknown_thing()
`

const idOf = ({ evaluation }: Project, name: string): number => evaluation.functions.find((info) => info.name === name)!.id

describe('graph', () => {
  it('closes what functions do over cycles, with and without hand-overs', async () => {
    const project = await linked({ 'main.py': HEAD + BODY })
    const does = (name: string, along: 'same-task' | 'all'): boolean => project.does(idOf(project, name), 'http', along)
    expect(['leaf', 'even', 'odd', 'job'].map((name) => does(name, 'same-task'))).toEqual([true, true, true, true])
    expect([does('f', 'same-task'), does('f', 'all')]).toEqual([false, true])
  })
  it('gives edges both ways and the shortest way into a context', async () => {
    const project = await linked({ 'main.py': HEAD + BODY })
    expect(project.edgesTo(idOf(project, 'odd')).map(({ kind, from }) => [kind, project.evaluation.function(from).name])).toEqual([
      ['call', 'even'],
    ])
    expect(project.edgesFrom(idOf(project, 'f')).map(({ kind, runs }) => [kind, runs])).toEqual([['schedule', 'loop-task']])
    const [context] = project.contextsOf(idOf(project, 'leaf'))
    expect([context.kind, context.entry.label, context.path.length]).toEqual(['loop-background', 'GET /x', 4])
    expect(project.symbolAt(project.effectsIn(idOf(project, 'leaf'))[0].at)).toBe('main.leaf')
  })
  it('counts what is understood and why the rest is not', async () => {
    const stats = linkStats(await linked({ 'main.py': HEAD + BODY }))
    expect(stats).toMatchObject({ calls: 10, resolvedCalls: 9, loopFunctions: 2, cleanLoopFunctions: 1, unresolved: { 'unknown-name': 1 } })
  })
})
