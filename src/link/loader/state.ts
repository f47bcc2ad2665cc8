/** What reading a relationship of an entity does: nothing, a statement, an error, or nobody knows. */
import type { MappedModel, Relationship, Schema } from '../../model/schema.ts'
import type { Entity } from './flow.ts'
import { GENERIC } from './flow.ts'
import type { Loading, Mode } from './options.ts'
import { nodeAt, NO_OPTIONS } from './options.ts'

export type State = 'loaded' | 'would-load' | 'raises' | 'unknown'

const STATES: Readonly<Record<Mode, State>> = { loaded: 'loaded', lazy: 'would-load', raises: 'raises', contested: 'unknown' }

export function relationshipOf(model: MappedModel | null, name: string): Relationship | null {
  return model?.relationships.find((each) => each.name === name) ?? null
}

/** Options on the path, then the wildcard, then what the mapper says. */
export function stateOf(entity: Entity, relationship: Relationship): State {
  if (entity.query === null) return 'loaded'
  // Loaded from the other side: the parent is what led here.
  if (entity.inverse === relationship.name && !relationship.collection) return 'loaded'
  const said = nodeAt(entity.loading.tree, relationship.name)?.mode ?? null
  if (said !== null) return STATES[said]
  if (entity.loading.unknown) return 'unknown'
  if (entity.loading.wildcard !== null) return STATES[entity.loading.wildcard]
  switch (relationship.strategy) {
    case 'select':
      return 'would-load'
    case 'joined':
    case 'selectin':
    case 'subquery':
    case 'immediate':
    case 'noload':
      return 'loaded'
    case 'raise':
    case 'raise_on_sql':
      return 'raises'
    default:
      return 'unknown'
  }
}

/** The entity a relationship of another leads to. */
export function entityBehind(entity: Entity, relationship: Relationship, schema: Schema): Entity | null {
  if (relationship.target === null || relationship.target === GENERIC || schema.modelOf(relationship.target) === null) return null
  const node = nodeAt(entity.loading.tree, relationship.name)
  const loading: Loading = { tree: node?.below ?? NO_OPTIONS, wildcard: entity.loading.wildcard, unknown: entity.loading.unknown }
  return {
    is: 'entity',
    of: relationship.target,
    root: entity.root,
    loading,
    query: entity.query,
    session: entity.session,
    path: [...entity.path, relationship.name],
    inverse: relationship.inverse,
  }
}
