import { readFileSync } from 'node:fs'
import path from 'node:path'
import { TomlDate, TomlError, parse } from 'smol-toml'
import schema from '../../schemas/config.schema.json' with { type: 'json' }
import type { Severity } from '../model/finding.ts'
import { type Config, type DeploymentFacts, type RuleSettings, type Waiver, defaults } from './config.ts'
import { placeOfKey } from './place.ts'
import { compoundFault, withCurrentRules } from './own-compounds.ts'
import { type WrittenPattern, toPattern } from './patterns.ts'
import { type Fault, hint, validate } from './validate.ts'

/** A configuration that cannot be used, as one line: `faultline.toml:3:1: unknown key 'exlude'; did you mean 'exclude'?` */
export interface ConfigFault {
  readonly fault: string
}

/** What may be named in a configuration. */
export interface Known {
  readonly rules: readonly string[]
  readonly packs: readonly string[]
  /** Former rule ids, with what they are called now. */
  readonly aliases: Readonly<Record<string, string>>
  readonly standards: readonly string[]
  /** Names of the compound patterns there are. */
  readonly compounds: readonly string[]
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
    value = withoutDates(parse(text))
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    return { fault: `${shown}:${error.line}:${error.column}: ${error.message.split('\n')[0]}` }
  }
  for (const key of prefix) value = isTable(value) ? value[key] : undefined
  if (value === undefined) return null
  const fault =
    validate(value, schema, []) ?? unknownName(value as Written, known) ?? compoundFault((value as Written).compounds ?? {}, known)
  if (fault) {
    const { line, column } = placeOfKey(text, [...prefix, ...fault.at])
    return { fault: `${shown}:${line}:${column}: ${fault.message}` }
  }
  const waiverPlace = (standard: string): Waiver['at'] => ({ file, ...placeOfKey(text, [...prefix, 'standards', standard]) })
  return toConfig(path.dirname(file), value as Written, known, waiverPlace)
}

interface Written {
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  readonly 'fail-on'?: Severity
  readonly rules?: RuleSettings
  readonly paths?: Readonly<Record<string, RuleSettings>>
  readonly facts?: DeploymentFacts
  readonly standards?: Readonly<Record<string, { readonly waived: string; readonly until?: string }>>
  readonly compounds?: Readonly<Record<string, WrittenPattern>>
}

const toConfig = (folder: string, written: Written, { aliases }: Known, placeOf: (standard: string) => Waiver['at']): Config => {
  const {
    include = [],
    exclude = [],
    'fail-on': failOn = 'blocker',
    rules = {},
    paths = {},
    facts = {},
    standards = {},
    compounds = {},
  } = written
  const current = (settings: RuleSettings): RuleSettings =>
    Object.fromEntries(Object.entries(settings).map(([name, setting]) => [aliases[name] ?? name, setting]))
  return {
    folder,
    include,
    exclude,
    failOn,
    rules: current(rules),
    paths: Object.entries(paths).map(([pattern, settings]) => ({ pattern, rules: current(settings) })),
    facts,
    waivers: Object.entries(standards)
      .map(([standard, { waived, until }]) => ({
        standard,
        reason: waived,
        ...(until === undefined ? {} : { until }),
        at: placeOf(standard),
      }))
      .toSorted((x, y) => (x.standard < y.standard ? -1 : 1)),
    compounds: Object.entries(compounds)
      .map(([name, pattern]) => toPattern(name, withCurrentRules(pattern, aliases)))
      .toSorted((x, y) => (x.name < y.name ? -1 : 1)),
  }
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

/** TOML's own dates as they are written, so that both spellings of `until` mean the same. */
const withoutDates = (value: unknown): unknown => {
  if (value instanceof TomlDate) return value.toISOString()
  if (Array.isArray(value)) return value.map(withoutDates)
  return isTable(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutDates(inner)])) : value
}

const unknownName = ({ rules = {}, paths = {}, standards = {} }: Written, known: Known): Fault | null => {
  const places = [
    ...Object.keys(rules).map((name) => ['rules', name]),
    ...Object.entries(paths).flatMap(([pattern, settings]) => Object.keys(settings).map((name) => ['paths', pattern, name])),
  ]
  const { rules: ids, packs, aliases } = known
  for (const at of places) {
    const name = at[at.length - 1]
    if (ids.includes(name) || packs.includes(name) || Object.hasOwn(aliases, name)) continue
    const meant = hint(name, name.includes('/') ? ids : [...packs, ...ids])
    return { at, message: `unknown rule '${name}'${meant.startsWith(';') ? meant : "; 'faultline rules' lists them"}` }
  }
  const standard = Object.keys(standards).find((name) => !known.standards.includes(name))
  return standard === undefined
    ? null
    : { at: ['standards', standard], message: `unknown standard '${standard}'${hint(standard, known.standards)}` }
}
