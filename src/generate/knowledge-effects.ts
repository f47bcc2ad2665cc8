/** `rules/knowledge/effects/*.yml` read, checked, expanded, and every callable led to where a stub defines it. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import type { Evaluation } from '../model/evaluation.ts'
import type { Blocks, Effect, Predicate, Runs } from '../model/knowledge.ts'
import type { Type } from '../model/type.ts'
import { projectRoot, shelf } from './output.ts'

const SHELF = 'rules/knowledge/effects'

/** An entry as it is written: one callable, several, or several members of `of`. */
interface Entry {
  readonly callable?: string
  readonly of?: string
  readonly callables?: readonly string[]
  readonly stub?: 'none'
  readonly blocks?: Omit<Blocks, 'ms'> & { readonly ms?: Blocks['ms'] }
  readonly runs?: Runs | readonly Runs[]
  readonly does?: NonNullable<Effect['does']>
  readonly sink?: NonNullable<Effect['sink']>
  readonly gives?: NonNullable<Effect['gives']>
  readonly cleans?: NonNullable<Effect['cleans']>
  readonly harmless?: true
  readonly when?: Predicate
  readonly verified: string
  readonly note?: string
}

/** One callable of one entry. */
export interface WrittenEffect {
  readonly effect: Effect
  /** Matched as a dotted path: no stub has it. */
  readonly stubless: boolean
  readonly file: string
}

/**
 * All effects in file and entry order.
 * @throws for a file that its schema does not allow, or a callable that the same kind of effect is written for twice.
 */
export function readEffects(): readonly WrittenEffect[] {
  const schema = JSON.parse(readFileSync(path.join(projectRoot, 'schemas/effects.schema.json'), 'utf8')) as object
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema)
  const effects: WrittenEffect[] = []
  const seen = new Set<string>()
  for (const name of shelf(SHELF, '.yml')) {
    const file = `${SHELF}/${name}.yml`
    const entries = parse(readFileSync(path.join(projectRoot, file), 'utf8')) as unknown
    if (!validate(entries)) {
      const problems = (validate.errors ?? []).slice(0, 5).map((error) => `${file}${error.instancePath}: ${error.message ?? 'not allowed'}`)
      throw new Error(problems.join('\n'))
    }
    for (const written of (entries as readonly Entry[]).flatMap((entry) => expand(entry, file))) {
      const { callable, blocks, runs, does, harmless, sink, gives, cleans } = written.effect
      for (const part of [
        blocks && 'blocks',
        runs && 'runs',
        does && 'does',
        harmless && 'harmless',
        sink && 'sink',
        gives && 'gives',
        cleans && 'cleans',
      ]) {
        const key = `${callable} ${part}`
        if (part !== undefined && seen.has(key)) throw new Error(`${file}: ${callable}: a second entry with \`${part}\``)
        seen.add(key)
      }
      effects.push(written)
    }
  }
  return effects
}

function expand(entry: Entry, file: string): readonly WrittenEffect[] {
  const { callable, of, callables, stub, blocks, runs, ...rest } = entry
  const names = callable === undefined ? (callables ?? []).map((name) => (of === undefined ? name : `${of}.${name}`)) : [callable]
  return names.map((name) => {
    const last = name.slice(name.lastIndexOf('.') + 1)
    return {
      file,
      stubless: stub === 'none',
      effect: {
        callable: name,
        ...(blocks !== undefined && {
          blocks: { ...blocks, ms: blocks.ms ?? null, replacement: blocks.replacement.replaceAll('{name}', last) },
        }),
        ...(runs !== undefined && { runs: isSeveral(runs) ? runs : [runs] }),
        ...rest,
      },
    }
  })
}

/** What a dotted name means to its users: `dramatiq.actor` is what the package offers, not its module of that name. */
function typeNamed(evaluation: Evaluation, dotted: string): Type {
  const [first, ...rest] = dotted.split('.')
  let type = evaluation.resolve(first)
  let prefix = first
  for (const name of rest) {
    prefix += `.${name}`
    const member = evaluation.memberOf(type, name)
    type = member.is === 'unknown' || member.is === 'external' ? evaluation.resolve(prefix) : member
  }
  return type
}

/** Where an effect's callable is defined: `requests.api.get`; for a method, the class it was written for and its name. */
export function definingName(evaluation: Evaluation, callable: string): string | null {
  const path = callable.includes('.') ? callable : `builtins.${callable}`
  const at = path.lastIndexOf('.')
  const container = typeNamed(evaluation, path.slice(0, at))
  const target = typeNamed(evaluation, path)
  if (container.is === 'class' || container.is === 'instance') {
    const name = path.slice(at + 1)
    if (!hasMember(evaluation, container, name)) return null
    if (container.is === 'class' && target.is === 'class') return evaluation.class(target.of).qualifiedName
    return `${evaluation.class(container.of).qualifiedName}.${name}`
  }
  if (target.is === 'function') return evaluation.function(target.of).qualifiedName
  if (target.is === 'class') return evaluation.class(target.of).qualifiedName
  // A module-level object that is called: `shutil.rmtree`.
  const isCalled = target.is === 'instance' && evaluation.methodOf(target, '__call__') !== null
  return isCalled ? `${evaluation.class(target.of).qualifiedName}.__call__` : null
}

function hasMember(evaluation: Evaluation, container: Type & { readonly is: 'class' | 'instance' }, name: string): boolean {
  const instance: Type = { is: 'instance', of: container.of, args: container.args }
  if (evaluation.methodOf(instance, name) !== null || evaluation.memberOf(container, name).is !== 'unknown') return true
  // Declared as `Any`.
  const { file, scope } = evaluation.class(container.of)
  const { scopes, strings } = evaluation.file(file).summary
  const names = scopes.bindingName.subarray(scopes.bindingStart[scope], scopes.bindingStart[scope + 1])
  return names.some((each) => strings[each] === name)
}

/** A condition with its classes by defining name; `fail` is told of a class that no stub has. */
export function resolvePredicate(evaluation: Evaluation, predicate: Predicate, fail: (name: string) => void): Predicate {
  const classNamed = (name: string): string => {
    const type = evaluation.resolve(name)
    if (type.is !== 'class') fail(name)
    return type.is === 'class' ? evaluation.class(type.of).qualifiedName : name
  }
  const inner = (each: Predicate): Predicate => resolvePredicate(evaluation, each, fail)
  if ('all' in predicate) return { all: predicate.all.map(inner) }
  if ('any' in predicate) return { any: predicate.any.map(inner) }
  if ('not' in predicate) return { not: inner(predicate.not) }
  if ('receiver-is' in predicate) return { 'receiver-is': classNamed(predicate['receiver-is']) }
  if ('argument-type' in predicate) {
    const { argument, type } = predicate['argument-type']
    return { 'argument-type': { argument, type: classNamed(type) } }
  }
  return predicate
}

const isSeveral = (runs: Runs | readonly Runs[]): runs is readonly Runs[] => Array.isArray(runs)
