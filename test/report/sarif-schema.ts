/** The two validators of SARIF: the official schema, and Microsoft's tool with the rules of code scanning. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Log } from 'sarif'

const require = createRequire(import.meta.url)
const multitool = require('@microsoft/sarif-multitool') as string

/** What the official 2.1.0 schema says against a log; empty if it is valid. */
export const schemaFaults = (): ((log: unknown) => readonly string[]) => {
  const schema = JSON.parse(readFileSync(path.join(path.dirname(multitool), 'sarif-2.1.0.json'), 'utf8')) as object
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)
  return (log) => (validate(log) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`))
}

/** Errors and warnings of the tool, by rule and first argument. It exits 0 whatever it finds: its own log tells. */
export const multitoolFaults = (text: string): readonly string[] => {
  const folder = mkdtempSync(path.join(tmpdir(), 'faultline-sarif-'))
  try {
    const [file, out] = ['report.sarif', 'faults.sarif'].map((name) => path.join(folder, name))
    writeFileSync(file, text)
    // Installing runs no scripts, and the package counts on one for this.
    chmodSync(multitool, 0o755)
    const kinds = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning']
    execFileSync(multitool, ['validate', file, ...kinds, '-o', out, '--log', 'ForceOverwrite'], {
      stdio: 'ignore',
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
    })
    const [run] = (JSON.parse(readFileSync(out, 'utf8')) as Log).runs
    return (run.results ?? []).map(({ ruleId, level, message }) => `${level ?? 'warning'} ${ruleId} ${message.id ?? message.text}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
