/** How a relationship read reads: its path, the option that loads it, and where that option goes. */
import { spanOf } from '../../check/place.ts'
import type { Edit } from '../../check/rule.ts'
import type { RelationshipReadFact } from '../../model/loader.ts'
import type { Place, Project } from '../../model/project.ts'
import type { Relationship } from '../../model/schema.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId } from '../../model/type.ts'

interface Hop {
  readonly owner: ClassId
  readonly relationship: Relationship
}

/** A read of a relationship, by code or by a schema. */
type Read = Pick<RelationshipReadFact, 'at' | 'model' | 'owners' | 'query' | 'relationship' | 'root'>

/** From the queried class to the relationship that is read. */
const hopsOf = (project: Project, { owners, relationship, root }: Read): readonly Hop[] => {
  const hops: Hop[] = []
  let owner = root
  for (const name of [...owners, relationship.name]) {
    const found = project.schema.modelOf(owner)?.relationships.find((each) => each.name === name)
    if (found === undefined) return hops
    hops.push({ owner, relationship: found })
    if (found.target === null) return hops
    owner = found.target
  }
  return hops
}

/** `User.posts`. */
export const pathOf = (project: Project, { model, relationship }: Read): string =>
  `${project.evaluation.class(model).name}.${relationship.name}`

/** `selectinload(User.posts).joinedload(Post.author)`. */
export const optionOf = (project: Project, fact: Read): string =>
  hopsOf(project, fact)
    .map(
      ({ owner, relationship: { collection, name } }) =>
        `${collection ? 'selectinload' : 'joinedload'}(${project.evaluation.class(owner).name}.${name})`,
    )
    .join('.')

/** The option at the query, if the query stands in the function that reads. */
export const editsOf = (project: Project, fact: Read): readonly Edit[] => {
  const { query, at } = fact
  if (query === null || query.file !== at.file) return []
  const { evaluation } = project
  if (evaluation.scopeOf(query.file, query.value) !== evaluation.scopeOf(at.file, at.value)) return []
  const { strings, values } = evaluation.file(query.file).summary
  const span = spanOf(project, query)
  const callee = values.a[query.value]
  const isGet = (values.op[callee] as Op) === Op.Attr && /^get(_one)?$/.test(strings[values.b[callee]])
  const option = optionOf(project, fact)
  if (!isGet) return [{ span, text: [span, `.options(${option})`] }]
  if (hasKeyword(project, query, 'options')) return []
  return [{ span, text: [{ ...span, end: span.end - 1 }, `, options=[${option}])`] }]
}

const hasKeyword = (project: Project, { file, value }: Place, name: string): boolean => {
  const { strings, values } = project.evaluation.file(file).summary
  const cell = values.b[value]
  if (cell < 0) return false
  return values.lists
    .subarray(cell + 1, cell + 1 + values.lists[cell])
    .some((item) => (values.op[item] as Op) === Op.Keyword && strings[values.a[item]] === name)
}
