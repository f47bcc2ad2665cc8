/** Models of requests that take keys which they do not name. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Place } from '../../model/project.ts'
import type { RequestModel } from '../../model/request-model.ts'
import type { RouteFact } from '../../model/route.ts'
import type { Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FileId } from '../../model/type.ts'
import { argumentAt, listOf, nameOf, textOf } from '../read.ts'
import type { Definitions } from '../schema/definitions.ts'
import type { ModelFields } from './fields.ts'

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** In the order in which routes take them. */
export function requestModels(
  evaluation: Evaluation,
  definitions: Definitions,
  models: ModelFields,
  routes: readonly RouteFact[],
): readonly RequestModel[] {
  const found = new Map<ClassId, RequestModel & { readonly routes: RouteFact[] }>()
  for (const route of routes) {
    if (!route.methods.some((method) => CHANGES.has(method))) continue
    for (const { from, at } of route.inputs) {
      if (from !== 'body') continue
      for (const model of models.modelsIn(evaluation.typeOf(at.file, at.value))) {
        const known = found.get(model)
        if (known === undefined)
          found.set(model, { is: 'request-model', model, at: classAt(model), routes: [route], extra: extraOf(model) })
        else if (!known.routes.includes(route)) known.routes.push(route)
      }
    }
  }
  return [...found.values()]

  function classAt(id: ClassId): Place {
    const { file, scope } = evaluation.class(id)
    return { file, value: evaluation.file(file).summary.scopes.definedBy[scope] }
  }

  /** What says `extra="allow"`, if the nearest class that says anything of it does. */
  function extraOf(id: ClassId): Place | null {
    for (const ancestor of evaluation.mro(id)) {
      if (evaluation.file(evaluation.class(ancestor).file).origin === 'library') continue
      const said = saidBy(ancestor)
      if (said !== null) return isAllow(said) ? said : null
    }
    return null
  }

  function saidBy(id: ClassId): Place | null {
    const { file, scope } = evaluation.class(id)
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    for (const item of listOf(summary, summary.scopes.returns[scope]))
      if (op[item] === Op.Keyword && textOf(summary, a[item]) === 'extra') return { file, value: b[item] }
    const attributes = definitions.attributesOf(id)
    const written = attributes.get('model_config')
    if (written !== undefined && written.value >= 0) {
      const value = configured(written.file, written.value)
      if (value >= 0) return { file: written.file, value }
    }
    const config = attributes.get('Config')
    const type = config === undefined || config.value < 0 ? null : evaluation.typeOf(config.file, config.value)
    const extra = type?.is === 'class' ? definitions.attributesOf(type.of).get('extra') : undefined
    return extra === undefined || extra.value < 0 ? null : { file: extra.file, value: extra.value }
  }

  /** `ConfigDict(extra="allow")`, `{"extra": "allow"}`. */
  function configured(file: FileId, value: Value): Value {
    const { summary } = evaluation.file(file)
    const { op, a, b } = summary.values
    if (op[value] === Op.Call) return argumentAt(summary, value, 'extra')
    if (op[value] !== Op.Dict) return -1
    for (const pair of listOf(summary, b[value])) {
      const key = op[pair] === Op.Pair ? evaluation.constantOf(file, a[pair]) : undefined
      if (key?.is === 'text' && key.value === 'extra') return b[pair]
    }
    return -1
  }

  /** The text, or `Extra.allow`. */
  function isAllow({ file, value }: Place): boolean {
    const constant = evaluation.constantOf(file, value)
    if (constant?.is === 'text') return constant.value === 'allow'
    const { summary } = evaluation.file(file)
    return summary.values.op[value] === Op.Attr && nameOf(summary, value) === 'allow'
  }
}
