import { expect, test } from 'vitest'
import type { RouteEntry } from '../../src/model/report.ts'
import { routeTable } from '../../src/report/route-table.ts'

const route = (own: Partial<RouteEntry>): RouteEntry => ({
  method: 'GET',
  path: '/orders',
  handler: 'app.orders.read',
  file: 'app/orders.py',
  line: 7,
  async: true,
  auth: 'public',
  reason: 'no-guard',
  dependencies: [],
  middleware: [],
  conditional: false,
  completeness: 'full',
  ...own,
})

test('says of every route who is let in, why, what it depends on, and whether that is all', () => {
  const gzip = { name: 'GZipMiddleware', auth: 'public' } as const
  const user = { name: 'current_user', via: 'router', auth: 'required' } as const
  const session = { name: 'get_session', via: 'signature', auth: 'public' } as const
  expect(
    routeTable([
      route({ middleware: [gzip] }),
      route({
        method: 'POST',
        auth: 'required',
        reason: 'refuses',
        by: 'current_user',
        dependencies: [user, session, session],
        middleware: [gzip],
      }),
      route({ method: 'PUT', auth: 'unknown', reason: 'unresolved-router', completeness: 'partial', conditional: true }),
    ]),
  ).toBe(`GET   /orders  public (no-guard)                                  app.orders.read (app/orders.py:7)
POST  /orders  required (refuses current_user)                    app.orders.read (app/orders.py:7)
      depends on current_user [required], get_session
PUT   /orders  unknown (unresolved-router, conditional, partial)  app.orders.read (app/orders.py:7)

middleware of 2 routes: GZipMiddleware

3 routes: 1 require credentials, 0 look at them, 1 public, 1 not known; 1 with parts that are not understood
`)
})

test('has no routes', () => {
  expect(routeTable([])).toBe('no routes found\n')
})
