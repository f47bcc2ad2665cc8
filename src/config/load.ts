import { readFileSync } from 'node:fs'
import path from 'node:path'
import { TomlError, parse } from 'smol-toml'
import schema from '../../schemas/config.schema.json' with { type: 'json' }
import type { Severity } from '../model/finding.ts'
import { type Config, defaults } from './config.ts'
import { placeOfKey } from './place.ts'
import { type Fault, hint, validate } from './validate.ts'

/** A configuration that cannot be used, as one line: `faultline.toml:3:1: unknown key 'exlude'; did you mean 'exclude'?` */
export interface ConfigFault {
  readonly fault: string
}

/** Rules and packs that may be named in `[rules]`. */
export interface Known {
  readonly rules: readonly string[]
  readonly packs: readonly string[]
}

const NAMES = ['faultline.toml', '.faultline.toml', 'pyproject.toml']

/**
 * The nearest configuration above what is reviewed: the first of the three names in `folders` (innermost first) that has one.
 * @param explicit a file given on the command line instead; it has to exist.
 */
export const loadConfig = (folders: readonly string[], explicit: string | undefined, cwd: string, known: Known): Config | ConfigFault => {
  if (explicit !== undefined) {
    const file = path.resolve(cwd, explicit)
    const text = textOf(file)
    if (text === null) return { fault: `${explicit}: the configuration cannot be read` }
    return read(file, text, cwd, known) ?? { fault: `${explicit}: there is no [tool.faultline] table` }
  }
  for (const folder of folders) {
    for (const name of NAMES) {
      const file = path.join(folder, name)
      const text = textOf(file)
      const config = text === null ? null : read(file, text, cwd, known)
      if (config) return config
    }
  }
  return defaults(folders[0] ?? cwd)
}

const textOf = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** Null when the file is a `pyproject.toml` without our table. */
const read = (file: string, text: string, cwd: string, known: Known): Config | ConfigFault | null => {
  const shown = path.relative(cwd, file) || file
  const inPyproject = path.basename(file) === 'pyproject.toml'
  const prefix = inPyproject ? ['tool', 'faultline'] : []
  if (inPyproject && !text.includes('faultline')) return null
  let value: unknown
  try {
    value = parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    return { fault: `${shown}:${error.line}:${error.column}: ${error.message.split('\n')[0]}` }
  }
  for (const key of prefix) value = isTable(value) ? value[key] : undefined
  if (value === undefined) return null
  const fault = validate(value, schema, []) ?? unknownRule(value, known)
  if (fault) {
    const { line, column } = placeOfKey(text, [...prefix, ...fault.at])
    return { fault: `${shown}:${line}:${column}: ${fault.message}` }
  }
  return toConfig(path.dirname(file), value as Written)
}

interface Written {
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  readonly 'fail-on'?: Severity
  readonly rules?: Readonly<Record<string, 'off'>>
}

const toConfig = (folder: string, { include = [], exclude = [], 'fail-on': failOn = 'blocker', rules = {} }: Written): Config => ({
  folder,
  include,
  exclude,
  failOn,
  off: Object.keys(rules).toSorted(),
})

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

const unknownRule = (value: unknown, { rules, packs }: Known): Fault | null => {
  const written = isTable(value) && isTable(value['rules']) ? Object.keys(value['rules']) : []
  const wrong = written.find((name) => !rules.includes(name) && !packs.includes(name))
  if (wrong === undefined) return null
  const candidates = wrong.includes('/') ? rules : [...packs, ...rules]
  const meant = hint(wrong, candidates)
  return { at: ['rules', wrong], message: `unknown rule '${wrong}'${meant.startsWith(';') ? meant : "; 'faultline rules' lists them"}` }
}
