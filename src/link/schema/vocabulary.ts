/** What reads SQLAlchemy's declarations, for models and migrations alike. */
import type { Evaluation } from '../../model/evaluation.ts'
import type { Origins } from '../origins.ts'
import type { Columns } from './columns.ts'
import { createColumns } from './columns.ts'
import type { Declarations } from './declarations.ts'
import { createDeclarations } from './declarations.ts'
import type { Definitions } from './definitions.ts'
import { createDefinitions } from './definitions.ts'
import type { ArgumentReader } from './table-arguments.ts'
import { createArgumentReader } from './table-arguments.ts'

export interface Vocabulary {
  readonly definitions: Definitions
  readonly declarations: Declarations
  readonly columns: Columns
  readonly reader: ArgumentReader
}

export function createVocabulary(evaluation: Evaluation, origins: Origins): Vocabulary {
  const definitions = createDefinitions(evaluation, origins)
  const declarations = createDeclarations(evaluation, definitions)
  const columns = createColumns(evaluation, definitions, declarations)
  return { definitions, declarations, columns, reader: createArgumentReader(evaluation, definitions, declarations) }
}
