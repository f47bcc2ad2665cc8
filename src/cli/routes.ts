import { analyse } from '../analyse.ts'
import { routeTable } from '../report/route-table.ts'
import { configOf, locationOf } from './check.ts'
import { equipmentFor } from './equipment.ts'
import { print } from './output.ts'
import { today } from './today.ts'

export interface RouteFlags {
  readonly format: 'pretty' | 'json' | readonly string[]
  readonly config?: string
}

/** `faultline routes`: what the applications answer, and who is let in. */
export const listRoutes = async (paths: readonly string[], { format, config }: RouteFlags): Promise<void> => {
  const location = locationOf(paths.length === 0 ? ['.'] : paths)
  const { report } = await analyse(location, configOf(location, config), equipmentFor(today()), () => {})
  print([format].flat().includes('json') ? `${JSON.stringify(report.routes, null, 2)}\n` : routeTable(report.routes))
}
