import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** A public backend checked out beside the project; none is ever committed. */
export interface Backend {
  /** `owner+repo`, the folder's name. */
  readonly name: string
  readonly root: string
  /** Short commit of the checkout. */
  readonly commit: string
}

/**
 * The checkouts under `FAULTLINE_BACKENDS`, by name.
 * @throws if the variable is unset or names no folder: a measurement over nothing must not pass for one.
 */
export const backends = (only: readonly string[] = []): readonly Backend[] => {
  const folder = process.env['FAULTLINE_BACKENDS']
  if (!folder || !existsSync(folder)) throw new Error('set FAULTLINE_BACKENDS to a folder of checkouts named owner+repo')
  const names = readdirSync(folder)
    .filter((name) => name.includes('+'))
    .toSorted()
  const wanted = only.length === 0 ? names : names.filter((name) => only.some((word) => name.toLowerCase().includes(word.toLowerCase())))
  if (wanted.length === 0) throw new Error(`no checkout matches ${only.join(', ')}; there are ${names.join(', ')}`)
  return wanted.map((name) => {
    const root = path.join(folder, name)
    const commit = execFileSync('git', ['-C', root, 'rev-parse', '--short=10', 'HEAD'], { encoding: 'utf8' }).trim()
    return { name, root, commit }
  })
}
