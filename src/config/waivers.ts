import path from 'node:path'
import type { SuppressionProblem } from '../model/suppression.ts'
import type { Config, Waiver } from './config.ts'

/** Waivers that hold on a day (YYYY-MM-DD). */
export const waiversOn = ({ waivers }: Config, today: string): readonly Waiver[] =>
  waivers.filter(({ until }) => until === undefined || today <= until)

/** Waivers that no longer hold, for the report; files relative to `root`. */
export const expiredWaivers = ({ waivers }: Config, today: string, root: string): readonly SuppressionProblem[] =>
  waivers
    .filter(({ until }) => until !== undefined && until < today)
    .map(({ standard, until, at: { file, line, column } }) => ({
      rule: 'meta/expired-suppression',
      message: `the waiver of '${standard}' has no effect: it held until ${until}`,
      file: path.relative(root, file).split(path.sep).join('/'),
      line,
      column,
      endLine: line,
      endColumn: column + 1,
    }))
