/** The nouns of what is made of a payload on its way in or out. Filled by `link/payload/`. */
import type { Place } from './project.ts'
import type { FunctionId } from './type.ts'

/** JSON text that is written and read back in one function: `json.loads(item.model_dump_json())`. */
export interface ReencodedFact {
  readonly is: 'reencoded'
  /** The call that reads. */
  readonly at: Place
  readonly within: FunctionId
  /** The call that has written the text. */
  readonly written: Place
  /** `json.loads`. */
  readonly reader: string
  /** `model_dump_json`, `json`. */
  readonly writer: string
  /** The class of the model. */
  readonly model: string
  /** What is read is all that the function returns. */
  readonly returned: boolean
}
