/** What holds of every summary, whatever the text. Each function returns what is wrong, in words. */
import { Op, PhiKind, RegionKind } from '../../src/model/summary.ts'
import type { FileSummary, Value } from '../../src/model/summary.ts'

export const listOf = ({ values }: FileSummary, cell: number): number[] =>
  cell < 0 ? [] : [...values.lists.subarray(cell + 1, cell + 1 + values.lists[cell])]

/** Values a value names as operands, -1 left out. */
export function operandsOf(summary: FileSummary, v: Value): number[] {
  const { op, a, b } = summary.values
  return rawOperands(summary, op[v], a[v], b[v]).filter((operand) => operand !== -1)
}

function rawOperands(summary: FileSummary, op: Op, a: number, b: number): number[] {
  const items = (): number[] => listOf(summary, b)
  switch (op) {
    case Op.Const:
    case Op.Text:
    case Op.Free:
    case Op.Lambda:
    case Op.Import:
    case Op.ImportFrom:
    case Op.ImportStar:
    case Op.Break:
    case Op.Continue:
    case Op.GlobalDecl:
      return []
    case Op.Index:
    case Op.Pair:
    case Op.Binary:
    case Op.Bool:
    case Op.Augment:
    case Op.Raise:
    case Op.Assert:
      return [a, b]
    case Op.Slice:
    case Op.Tuple:
    case Op.List:
    case Op.Set:
    case Op.Dict:
    case Op.Compare:
    case Op.Format:
    case Op.Function:
    case Op.Class:
    case Op.Phi:
    case Op.Delete:
    case Op.Broken:
      return items()
    case Op.Call:
    case Op.Conditional:
    case Op.Matched:
      return [a, ...items()]
    case Op.Keyword:
    case Op.Bind:
    case Op.TypeAlias:
    case Op.TypeParam:
      return [b]
    case Op.Param:
      return items().slice(0, 2)
    case Op.SetAttr:
      return [a, items()[0]]
    case Op.SetItem:
      return [a, ...items()]
    default:
      return [a]
  }
}

function regionsOf({ values, regions }: FileSummary): Int32Array {
  const of = new Int32Array(values.count)
  // Later regions stand inside earlier ones, so the innermost is written last.
  for (let r = 0; r < regions.count; r++) of.fill(r, regions.first[r], regions.end[r])
  return of
}

function scopesOf(summary: FileSummary): Int32Array {
  const { regions } = summary
  return regionsOf(summary).map((r) => {
    let at = r
    while (regions.kind[at] > RegionKind.Lambda) at = regions.parent[at]
    return regions.subject[at]
  })
}

function orderFaults(summary: FileSummary): string[] {
  const { values } = summary
  const faults: string[] = []
  for (let v = 0; v < values.count; v++) {
    const loops = values.op[v] === Op.Phi && values.aux[v] === PhiKind.Loop
    for (const operand of operandsOf(summary, v)) {
      if (operand < 0 || operand >= values.count || (operand >= v && !loops)) faults.push(`%${v} has operand ${operand}`)
    }
  }
  return faults
}

function nestingFaults({ values, regions, scopes }: FileSummary): string[] {
  const faults: string[] = []
  const until = new Int32Array(regions.count)
  for (let r = 0; r < regions.count; r++) {
    const parent = regions.parent[r]
    if (regions.first[r] > regions.end[r]) faults.push(`region ${r} ends before it starts`)
    if (r === 0 ? parent !== -1 || regions.first[0] !== 0 || regions.end[0] !== values.count : parent >= r)
      faults.push(`parent of region ${r}`)
    if (parent < 0) continue
    if (regions.first[r] < regions.first[parent] || regions.end[r] > regions.end[parent]) faults.push(`region ${r} leaves its parent`)
    if (regions.first[r] < until[parent]) faults.push(`region ${r} overlaps a sibling`)
    until[parent] = regions.end[r]
  }
  for (let s = 0; s < scopes.count; s++) {
    if (scopes.parent[s] >= s) faults.push(`parent of scope ${s}`)
    if (regions.subject[scopes.region[s]] !== s || regions.kind[scopes.region[s]] > RegionKind.Lambda) faults.push(`region of scope ${s}`)
    const by = scopes.definedBy[s]
    if (s > 0 && values.a[by] !== s) faults.push(`definer of scope ${s}`)
  }
  return faults
}

const subjectOps: Readonly<Partial<Record<RegionKind, Op>>> = {
  [RegionKind.With]: Op.Enter,
  [RegionKind.Handler]: Op.Caught,
  [RegionKind.Case]: Op.Matched,
}

function subjectFaults({ values, regions }: FileSummary): string[] {
  const faults: string[] = []
  for (let r = 0; r < regions.count; r++) {
    const expected = subjectOps[regions.kind[r] as RegionKind]
    if (expected !== undefined && values.op[regions.subject[r]] !== expected) faults.push(`subject of region ${r}`)
  }
  return faults
}

function nameFaults(summary: FileSummary): string[] {
  const { values, scopes } = summary
  const { op, a, b } = values
  const scopeOf = scopesOf(summary)
  const faults: string[] = []
  const nameOf = (v: Value): number => (op[v] === Op.Param ? listOf(summary, b[v])[2] : a[v])
  for (let v = 0; v < values.count; v++) {
    if (op[v] === Op.Load) {
      if (![Op.Bind, Op.Phi, Op.Param].includes(op[a[v]])) faults.push(`%${v} loads %${a[v]}`)
      else if (nameOf(a[v]) !== b[v]) faults.push(`%${v} loads another name`)
      else if (scopeOf[a[v]] !== scopeOf[v]) faults.push(`%${v} loads from another scope`)
    }
    if (op[v] === Op.Phi) {
      for (const member of operandsOf(summary, v)) {
        if (![Op.Bind, Op.Phi, Op.Param].includes(op[member]) || nameOf(member) !== a[v]) faults.push(`%${v} joins %${member}`)
        else if (scopeOf[member] !== scopeOf[v]) faults.push(`%${v} joins another scope`)
      }
    }
    if (op[v] === Op.Free && (b[v] < 0 || b[v] >= scopes.count)) faults.push(`%${v} is free in no scope`)
  }
  for (let s = 0; s < scopes.count; s++) {
    for (let k = scopes.bindingStart[s]; k < scopes.bindingStart[s + 1]; k++) {
      const bound = listOf(summary, scopes.bindingValues[k])
      if (bound.length === 0) faults.push(`an empty binding in scope ${s}`)
      for (const v of bound) {
        const right =
          scopes.bindingName[k] < 0
            ? op[v] === Op.ImportStar
            : (op[v] === Op.Bind || op[v] === Op.Param) && nameOf(v) === scopes.bindingName[k]
        if (!right) faults.push(`%${v} is no binding of scope ${s}`)
      }
    }
  }
  return faults
}

function spanFaults({ values, problems, annotations }: FileSummary, text: string): string[] {
  const faults: string[] = []
  const long = new Map<number, number>()
  for (let k = 0; k < values.long.length; k += 2) long.set(values.long[k], values.long[k + 1])
  for (let v = 0; v < values.count; v++) {
    const length = values.length[v] === 65535 ? (long.get(v) ?? -1) : values.length[v]
    if (length < 0 || values.start[v] + length > text.length) faults.push(`span of %${v}`)
  }
  for (const { start, end } of problems) if (start > end || end > text.length) faults.push('span of a problem')
  for (let k = 2; k < annotations.length; k += 2) if (annotations[k] < annotations[k - 2]) faults.push('annotations out of order')
  return faults
}

export const faultsOf = (summary: FileSummary, text: string): string[] => [
  ...orderFaults(summary),
  ...nestingFaults(summary),
  ...subjectFaults(summary),
  ...nameFaults(summary),
  ...spanFaults(summary, text),
]
