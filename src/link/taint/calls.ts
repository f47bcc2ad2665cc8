/** What a call gives back. */
import type { Origin } from '../../model/knowledge.ts'
import type { CallTarget, Place } from '../../model/project.ts'
import type { FileSummary, Value } from '../../model/summary.ts'
import { Op } from '../../model/summary.ts'
import type { ClassId, FileId, FunctionId } from '../../model/type.ts'
import type { Parts } from '../draft.ts'
import type { LibraryCall } from '../effects.ts'
import { functionOf } from '../parameters.ts'
import { carried, listOf, nameOf } from '../read.ts'
import { hostOperands } from './addresses.ts'
import { isMapped, isRecordClass } from './attributes.ts'
import { puttersOf } from './containers.ts'
import { DATABASE, rankOf, UNRESOLVED, VALIDATED } from './content.ts'
import { constant, contentOf, type Flow, from, keysOf, type Operand, origin, type Returned } from './flow.ts'
import { readsCatalog } from './catalog.ts'
import { doublesQuotes, quotesNames } from './quotes.ts'
import { FORM } from './forms.ts'
import { isMapping, originOfType } from './types.ts'
import type { Sources } from './values.ts'

/** Builtins and modules whose functions only make new text or containers of what they are given. */
const PURE =
  /^(str|repr|format|ascii|bytes|bytearray|list|tuple|set|frozenset|dict|sorted|reversed|iter|next|map|filter|zip|enumerate|min|max|sum|abs|round|hex|bin|oct|chr|vars|getattr|print|type|isinstance|copy\.\w+|json\.\w+|textwrap\.\w+|re\.(sub|escape|split|findall)|itertools\..*|functools\.\w+|operator\.\w+|base64\.\w+|urllib\.parse\.\w+|os\.path\.\w+|posixpath\.\w+|pathlib\..*|collections\..*|typing\.cast|asyncio\.(gather|to_thread|wait_for|shield)|string\..*|html\..*|datetime\..*|uuid\..*|secrets\..*|random\..*|hashlib\..*|hmac\..*|time\..*|os\.(fspath|getpid|cpu_count)|decimal\..*|fractions\..*|math\..*)(\..*)?$/
/** Of a value whose type is not known: methods that text, lists and mappings have and that give back of their own content. */
const TEXTUAL = new Set([
  'format',
  'join',
  'replace',
  'strip',
  'lstrip',
  'rstrip',
  'lower',
  'upper',
  'title',
  'capitalize',
  'casefold',
  'split',
  'rsplit',
  'splitlines',
  'partition',
  'removeprefix',
  'removesuffix',
  'encode',
  'decode',
  'zfill',
  'ljust',
  'rjust',
  'center',
  'get',
  'pop',
  'values',
  'items',
  'keys',
  'copy',
  'dict',
  'model_dump',
  'isoformat',
  'strftime',
  'hex',
  'setdefault',
])

const LANGUAGE_MODELS = /^(openai|anthropic|ollama|litellm|groq|cohere|mistralai)\./
const NETWORKS =
  /^(aiohttp|httpx|requests|urllib3|urllib\.request|redis|pymongo|motor|boto3|botocore|elasticsearch|langchain\w*|llama_index)\./

/** Methods and functions that turn an object with declared fields into a mapping: its keys are written in the class. */
const RECORDS_AS_MAPPINGS = new Set(['asdict', 'model_dump', 'dict', '_asdict', 'vars'])

function isRecord({ parts }: Sources, file: FileId, value: Value): boolean {
  const type = value < 0 ? null : parts.evaluation.typeOf(file, value)
  return type?.is === 'instance' && parts.evaluation.file(parts.evaluation.class(type.of).file).origin === 'project'
}

export function callFlow(sources: Sources, place: Place, keys: boolean): Flow {
  const { file, value } = place
  const { parts } = sources
  const { summary } = parts.evaluation.file(file)
  const { targets } = parts.evaluation.calleeOf(file, value)
  const callee = summary.values.a[value]
  const name = nameOf(summary, callee)
  const isMethod = summary.values.op[callee] === Op.Attr
  if (
    keys &&
    RECORDS_AS_MAPPINGS.has(name) &&
    isRecord(sources, file, isMethod ? summary.values.a[callee] : (listOf(summary, summary.values.b[value])[0] ?? -1))
  )
    return constant
  if (sources.kind === 'sql' && quotesNames(parts, file, callee)) return constant
  if (targets.length === 0) return unresolved(sources, file, summary, value, name, isMethod, keys)
  const isAddress = sources.kind === 'url' || sources.kind === 'redirect'
  const flows = targets.map((target): Flow => {
    const id = functionOf(target)
    // Which field of an object is read later is not followed: of its whole content no name or address can be told.
    if (target.is === 'construct' && isProjectClass(parts, target.class) && !isFollowed(sources, target.class))
      return origin(UNRESOLVED, '')
    if (target.is === 'construct' && (id === null || parts.isProject(id))) return constructed(sources, place, target, keys)
    // What a function that refuses some addresses lets through is not followed.
    if (id !== null && isAddress && parts.isProject(id) && raises(parts, id)) return origin(UNRESOLVED, '')
    if (id !== null && parts.isProject(id)) return returned({ function: id, item: null, call: place, target })
    const known = parts.effects.ofTarget(target)
    return known === null ? origin(UNRESOLVED, '') : library(sources, place, { file, call: value, target, ...known }, keys)
  })
  return flows.length === 1 ? flows[0] : merged(flows)
}

function merged(flows: readonly Flow[]): Flow {
  const worst = flows.reduce((x, y) => (y.own > x.own ? y : x))
  return {
    own: worst.own,
    source: worst.source,
    from: flows.flatMap((flow) => flow.from),
    calls: flows.flatMap((flow) => flow.calls),
    isParameter: false,
    cap: null,
  }
}

const returned = (call: Returned): Flow => ({ ...constant, calls: [call] })

/** An object is made of what its constructor is given; a container of what it is filled with. */
function constructed(sources: Sources, { file, value }: Place, target: CallTarget, keys: boolean): Flow {
  const { summary } = sources.parts.evaluation.file(file)
  const made = from([...argumentsOf(file, summary, value, keys), ...puttersOf(sources.parts, { file, value }, keys)])
  return target.is === 'construct' && isMapped(sources, target.class) ? { ...made, own: DATABASE } : made
}

function library(sources: Sources, place: Place, call: LibraryCall, keys: boolean): Flow {
  const { file, value } = place
  const { summary } = sources.parts.evaluation.file(file)
  const name = call.name.replace(/\.__init__$/, '')
  if (call.effects.some((effect) => effect.cleans?.includes(sources.kind))) return constant
  const given = call.effects.find((effect) => effect.gives !== undefined)?.gives
  if (given === 'constant') return constant
  if (sources.kind === 'sql' && name === 'str.replace' && doublesQuotes(sources.parts, file, value))
    return { ...from([contentOf(file, summary.values.a[summary.values.a[value]])]), cap: VALIDATED }
  if (sources.kind === 'path' && name === 'str.replace' && takesSeparatorsOut(sources, file, value)) return constant
  if (name === 're.sub' && keepsOnlyWords(sources, file, value)) return constant
  if (given !== undefined && given !== 'validated') return origin(rankOf(given), `\`${name}\``)
  const host = sources.kind === 'url' || sources.kind === 'redirect' ? hostOperands({ summary, name, call: value, file }) : null
  if (host !== null) return from(host)
  const walks = WALKS.has(name.slice(name.lastIndexOf('.') + 1))
  const operands = argumentsOf(file, summary, value, keys).map((each) => (walks ? walked(sources, each) : each))
  const callee = summary.values.a[value]
  if (readsCatalog(sources, place)) return origin(rankOf('catalog'), `\`${name}\` of the catalog`)
  // A client is no text that the model wrote.
  if (LANGUAGE_MODELS.test(name) && /\.[A-Z]\w*$/.test(name)) return origin(UNRESOLVED, `\`${name}\``)
  if (LANGUAGE_MODELS.test(name)) return origin(rankOf('llm'), `\`${name}\``)
  // What another machine answers is not what it was asked.
  if (NETWORKS.test(name)) return origin(UNRESOLVED, `\`${name}()\``)
  const held = isRead(sources, file, callee)
  if (held !== null) return origin(rankOf(held), `\`${name}\``)
  const receiver: readonly Operand[] = summary.values.op[callee] === Op.Attr ? receiverOf(file, summary, callee, keys) : []
  const isContainer = call.target.is === 'construct' || /^(list|set|dict|collections\.)/.test(name)
  const filled = isContainer ? puttersOf(sources.parts, place, keys) : []
  if (PURE.test(name)) return from([...receiver, ...operands, ...filled])
  if (sources.kind !== 'sql' && isForeign(name) && !FORM.test(name)) return origin(UNRESOLVED, `\`${name}()\``)
  // What another library makes of constants is its own code; of anything else it is not known.
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (isForeign(name) && receiver.length > 0 && !TEXTUAL.has(last)) return { ...from([...operands, ...filled]), own: UNRESOLVED }
  return { ...from([...receiver, ...operands, ...filled]), own: isForeign(name) ? UNRESOLVED : 0 }
}

/** `x.replace("/", "_")`, `x.replace(".", "")`: what is left leads to no other folder. */
function takesSeparatorsOut({ parts: { evaluation } }: Sources, file: FileId, call: Value): boolean {
  const { summary } = evaluation.file(file)
  const [old] = listOf(summary, summary.values.b[call])
  const folded = old === undefined ? undefined : evaluation.constantOf(file, old)
  return folded?.is === 'text' && /^(\.{1,2}|\/|\\)$/.test(folded.value)
}

/** Of statements, the fields of what is filled field by field are told apart from what an object does with its arguments. */
const isFollowed = (sources: Sources, of: ClassId): boolean =>
  sources.kind === 'sql' && (isRecordClass(sources, of) || isMapped(sources, of))

const isProjectClass = ({ evaluation }: Parts, id: ClassId): boolean => evaluation.file(evaluation.class(id).file).origin === 'project'

function raises({ evaluation }: Parts, id: FunctionId): boolean {
  const { file, scope } = evaluation.function(id)
  const { summary } = evaluation.file(file)
  const region = summary.scopes.region[scope]
  return summary.values.op.subarray(summary.regions.first[region], summary.regions.end[region]).includes(Op.Raise)
}

/** `re.sub(r"[^a-z0-9_-]", "", x)`: nothing but letters, digits and dashes is left. */
function keepsOnlyWords(sources: Sources, file: FileId, call: Value): boolean {
  const { evaluation } = sources.parts
  const { summary } = evaluation.file(file)
  const [pattern, by] = listOf(summary, summary.values.b[call])
  const [left, put] = [pattern, by].map((each) => (each === undefined ? undefined : evaluation.constantOf(file, each)))
  if (sources.kind === 'sql')
    return (
      left?.is === 'text' &&
      /^\[\^(?:\\[wd]|[A-Z]-[A-Z]|[a-z]-[a-z]|\d-\d|\w)+\][+*]?$/.test(left.value) &&
      put?.is === 'text' &&
      /^\w*$/.test(put.value)
    )
  return left?.is === 'text' && /^\[\^(?:\\[wsd]|[\w ]|\\?-)+\][+*]?$/.test(left.value) && put?.is === 'text' && /^[\w-]*$/.test(put.value)
}

/** Callables that walk what they are given: of a mapping, its keys. */
const WALKS = new Set(['join', 'list', 'tuple', 'set', 'frozenset', 'sorted', 'iter', 'reversed', 'enumerate'])

function walked({ parts: { evaluation } }: Sources, operand: Operand): Operand {
  return isMapping(evaluation, evaluation.typeOf(operand.file, operand.value)) ? { ...operand, keys: true } : operand
}

/** The origin of everything that a method of an object with one gives: `cursor.fetchall()`. */
function isRead({ parts }: Sources, file: FileId, callee: Value): Origin | null {
  const { values } = parts.evaluation.file(file).summary
  if (values.op[callee] !== Op.Attr) return null
  const type = parts.evaluation.typeOf(file, values.a[callee])
  // A module's function is no method of something that was read.
  if (type.is === 'module' || type.is === 'class') return null
  const held = originOfType(parts.evaluation, parts.effects, type, false)
  return held === 'validated' ? null : held
}

/** Libraries that read from somewhere: files, networks, stores. */
const isForeign = (name: string): boolean =>
  !/^(str|bytes|int|float|list|dict|set|tuple|frozenset|sqlalchemy\.|pydantic\.|sqlmodel\.|fastapi\.|starlette\.|re\.|typing\.)/.test(name)

function unresolved(
  sources: Sources,
  file: FileId,
  summary: FileSummary,
  value: Value,
  name: string,
  isMethod: boolean,
  keys: boolean,
): Flow {
  const callee = summary.values.a[value]
  if (isMethod && TEXTUAL.has(name)) {
    if (name === 'keys') return from([keysOf(file, summary.values.a[callee])])
    return from([...receiverOf(file, summary, callee, keys), ...argumentsOf(file, summary, value, keys)])
  }
  // What an unknown function makes of a name, an address or bytes is another one.
  if (sources.kind !== 'sql') return origin(UNRESOLVED, '')
  // An object that has such a method is no text: what was asked for it by (`connector(name).tables()`) is not in what it gives.
  const operands = argumentsOf(file, summary, value, keys)
  return { ...from(operands), own: UNRESOLVED, source: name === '' ? '' : `\`${name}()\`` }
}

function receiverOf(file: FileId, summary: FileSummary, callee: Value, keys: boolean): readonly Operand[] {
  const object = summary.values.a[callee]
  const name = nameOf(summary, callee)
  if (name === 'keys') return [keysOf(file, object)]
  return [{ file, value: object, keys: keys && name !== 'values' }]
}

/** Methods whose first argument only chooses what the receiver holds. */
const CHOOSES = new Set(['get', 'pop', 'setdefault', 'getlist'])

function argumentsOf(file: FileId, summary: FileSummary, value: Value, keys: boolean): readonly Operand[] {
  const { op, a, b } = summary.values
  const chooses = op[a[value]] === Op.Attr && CHOOSES.has(nameOf(summary, a[value]))
  return Array.from(listOf(summary, b[value]).slice(chooses ? 1 : 0)).flatMap((item): readonly Operand[] => {
    if (op[item] === Op.Keyword) return keys ? [] : [contentOf(file, b[item])]
    return [{ file, value: carried(summary, item), keys }]
  })
}
