import type { Notify } from '../analyse.ts'

/** One line on standard error that rewrites itself, on a terminal only; logs stay clean. */
export const progressLine = (): { readonly notify: Notify; readonly clear: () => void } => {
  if (process.stderr.isTTY !== true || process.env['CI'] !== undefined) return { notify: () => {}, clear: () => {} }
  let shown = 0
  return {
    notify: (stage, done, total) => {
      const now = Date.now()
      if (done > 0 && done < total && now - shown < 100) return
      shown = now
      process.stderr.write(`\r\u001b[2Kfaultline: ${stage}${total > 0 ? ` ${done} of ${total} files` : ''}`)
    },
    clear: () => void process.stderr.write('\r\u001b[2K'),
  }
}
