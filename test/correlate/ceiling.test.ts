/** The five ceilings that were worked by hand. */
import { describe, expect, test } from 'vitest'
import type { Load } from '../../src/correlate/scorecards/ceiling.ts'
import { connectionDemand, growthOf, limitsOf, rounded } from '../../src/correlate/scorecards/ceiling.ts'

const one = { instances: 1, workers: 1, framework: 1 }
const lowest = (load: Load): readonly [string, number] => {
  const [{ limiter, perSecond }] = limitsOf(load)
  return [limiter, rounded(perSecond)]
}
const of = (limiter: string, load: Load): number => limitsOf(load).find((limit) => limit.limiter === limiter)!.perSecond

describe('ceilings', () => {
  test('processor load sampled for 100 ms on the loop', () => {
    expect(lowest({ ...one, blocked: 100 })).toEqual(['event loop', 9.9])
    const fixed = { ...one, connection: { ms: 4, pool: 15 } }
    expect(lowest(fixed)).toEqual(['event loop', 1000])
    expect(of('connection pool', fixed)).toBe(3750)
  })

  test('a password hashed on the loop, then in threads of four processors', () => {
    expect(lowest({ ...one, blocked: 264 })).toEqual(['event loop', 3.8])
    // At the ends of the range, the framework's own millisecond included.
    expect(rounded(of('event loop', { ...one, blocked: 200 }))).toBe(5)
    expect(rounded(of('event loop', { ...one, blocked: 350 }))).toBe(2.8)
    const threaded = { ...one, processors: 4, thread: { ms: 264, tokens: 40 }, threadWork: { ms: 264, locked: false } }
    expect(lowest(threaded)).toEqual(['processors', 15])
    expect(Math.round(of('threadpool', threaded))).toBe(152)
  })

  test('eight processes that each stand still for 100 ms, then four times as many', () => {
    const orders = { ...one, workers: 8, blocked: 100, connection: { ms: 4, pool: 15 }, serverConnections: 97 }
    expect(lowest(orders)).toEqual(['event loop', 79])
    const grown = { ...orders, instances: 4 }
    expect(Math.round(of('event loop', grown))).toBe(317)
    expect(connectionDemand(grown)).toBe(480)
    expect(of('database connections', grown)).toBeLessThan(of('connection pool', grown))
  })

  test('a plain function in threads of four workers', () => {
    const route = { instances: 1, workers: 4, framework: 1.5, thread: { ms: 11, tokens: 40 }, connection: { ms: 10, pool: 15 } }
    expect(of('threadpool', route).toPrecision(3)).toBe('1.45e+4')
    expect(of('connection pool', route)).toBe(6000)
    expect(rounded(of('processors', route))).toBe(2700)
    expect(limitsOf(route)[0].perSecond).toBe(of('processors', route))
  })

  test('a stream that holds its session for five seconds, then lets go of it', () => {
    expect(lowest({ ...one, connection: { ms: 5000, pool: 15 } })).toEqual(['connection pool', 3])
    expect(lowest({ ...one, external: { ms: 5000, pool: 1000 } })).toEqual(['external service', 200])
  })

  test('work that holds the interpreter lock does not spread over processors', () => {
    expect(lowest({ ...one, processors: 4, threadWork: { ms: 99, locked: true } })).toEqual(['processors', 10])
  })

  test('the database and a declared limit count too', () => {
    expect(lowest({ ...one, database: { ms: 50, processors: 4 } })).toEqual(['database processors', 80])
    expect(lowest({ ...one, declared: { ms: 1000, permits: 20 } })).toEqual(['declared limit', 20])
    expect(growthOf('database processors')).toBe('redesign')
  })
})
