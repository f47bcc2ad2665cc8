import { describe, expect, test } from 'vitest'
import type { Context, ContextKind, Edge } from '../../src/model/project.ts'
import { severityOf } from '../../src/packs/db/trail.ts'

const place = { file: 0, value: 0 }
const context = (kind: ContextKind, entry: ContextKind, path: readonly Edge[] = []): Context => ({
  kind,
  entry: { kind: entry, function: 0, at: place, label: 'somewhere' },
  path,
  ordinary: true,
})
const handedOver = (runs: NonNullable<Edge['runs']>): Edge => ({
  kind: 'offload',
  from: 0,
  at: place,
  to: 1,
  runs,
  confidence: 'exact',
})

describe('how much a repeated read matters', () => {
  test.for([
    ['a route on the loop', context('loop-request', 'loop-request'), 'blocker'],
    ['a route in the threadpool', context('thread', 'thread'), 'blocker'],
    ['a route that waits for a thread', context('thread', 'loop-request', [handedOver('thread')]), 'blocker'],
    ['a thread that a lifespan starts', context('thread', 'loop-startup'), 'major'],
    ['a thread of a worker', context('thread', 'loop-worker'), 'major'],
    ['a task after the answer', context('thread', 'loop-request', [handedOver('thread-if-sync')]), 'major'],
    ['a lifespan', context('loop-startup', 'loop-startup'), 'minor'],
    ['a command', context('cli', 'cli'), 'minor'],
    ['nobody knows', null, 'major'],
  ] as const)('%s', ([, given, severity]) => {
    expect(severityOf(given)).toBe(severity)
  })
})
