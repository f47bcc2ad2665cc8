/** The pass over the syntax table before lowering: binding places, and syntax errors. */
import { push } from './columns.ts'
import { addProblem, childByField, firstPart, internNode, nextPart, nodeAt } from './lowering.ts'
import type { Lowering } from './lowering.ts'
import { resetSites } from './name-state.ts'
import { Node } from './nodes.ts'

/** Fills `l.sites` and the syntax problems of the table being read. */
export function findSites(l: Lowering): void {
  const { kind, next } = l
  const { node, solid } = l.syntax
  resetSites(l.sites)
  // Scopes around the current node; the module is never left.
  const owners = [0]
  const ends = [l.nodes]
  let owner = 0
  let ownerEnd = l.nodes
  let brokenUntil = 0
  for (let i = 0; i < l.nodes; i++) {
    while (i >= ownerEnd) {
      owners.pop()
      ends.pop()
      owner = owners.at(-1) ?? 0
      ownerEnd = ends.at(-1) ?? l.nodes
    }
    const k = kind[i]
    if (solid[k] === 1 && l.start[i] === l.end[i] && i >= brokenUntil) {
      addProblem(l, 'syntax', l.start[i], l.end[i])
    }
    const n = node[k]
    if (n < Node.Lambda) {
      if (n === Node.Error && i >= brokenUntil) {
        addProblem(l, 'syntax', l.start[i], l.end[i])
        push(l.errors, i)
        brokenUntil = next[i]
      }
      continue
    }
    if (n === Node.FunctionDefinition || n === Node.ClassDefinition) {
      const name = childByField(l, i, l.syntax.field.name)
      if (name >= 0) addSite(l, i, owner, name)
    }
    if (n === Node.FunctionDefinition || n === Node.ClassDefinition || n === Node.Lambda) {
      owner = i
      ownerEnd = next[i]
      owners.push(owner)
      ends.push(ownerEnd)
    } else {
      addSitesOf(l, i, n, owner)
    }
  }
}

function addSite(l: Lowering, i: number, owner: number, name: number): void {
  const id = internNode(l, name)
  l.valueOf[name] = -2 - id
  push(l.sites.node, i)
  push(l.sites.name, id)
  push(l.sites.owner, owner)
}

function addSitesOf(l: Lowering, i: number, n: Node, owner: number): void {
  const { field } = l.syntax
  switch (n) {
    case Node.Assignment:
    case Node.AugmentedAssignment:
    case Node.For:
    case Node.TypeAlias:
      addTarget(l, i, owner, childByField(l, i, field.left))
      return
    case Node.Named:
      l.sites.walrus = true
      addTarget(l, i, owner, childByField(l, i, field.name))
      return
    case Node.AsPatternTarget:
    case Node.Delete:
    case Node.SplatPattern:
      addTarget(l, i, owner, i)
      return
    case Node.Except:
      addTarget(l, i, owner, childByField(l, i, field.alias))
      return
    case Node.AsPattern:
      addCaseAlias(l, i, owner)
      return
    case Node.DottedName:
      addCapture(l, i, owner)
      return
    case Node.Import:
    case Node.ImportFrom:
    case Node.FutureImport:
      addImports(l, i, owner)
      return
    case Node.Global:
    case Node.Nonlocal:
      for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) {
        push(l.sites.declaredNode, i)
        push(l.sites.declaredName, internNode(l, c))
        push(l.sites.declaredOwner, owner)
        push(l.sites.declaredHow, n === Node.Global ? 0 : 1)
      }
      return
    default:
  }
}

/** Names in a target; what attributes and subscripts in it read is not bound. */
function addTarget(l: Lowering, i: number, owner: number, target: number): void {
  if (target < 0) return
  const end = l.next[target]
  for (let c = target; c < end;) {
    const n = nodeAt(l, c)
    if (n === Node.Identifier) addSite(l, i, owner, c)
    c = n === Node.Attribute || n === Node.Subscript || n === Node.Call || n === Node.TypeParameter ? l.next[c] : c + 1
  }
}

/** `case P as name`; the target of another `as` has a node of its own. */
function addCaseAlias(l: Lowering, i: number, owner: number): void {
  let last = -1
  for (let c = firstPart(l, i); c >= 0; c = nextPart(l, i, c)) last = c
  if (last > i + 1 && nodeAt(l, last) === Node.Identifier) addSite(l, i, owner, last)
}

/** A single name in a case pattern is a capture. */
function addCapture(l: Lowering, i: number, owner: number): void {
  const holder = l.parent[i] < 0 ? Node.Skip : nodeAt(l, l.parent[i])
  if (holder !== Node.CasePattern && holder !== Node.UnionPattern && holder !== Node.KeywordPattern && holder !== Node.DictPattern) return
  if (l.next[i] === i + 2) addSite(l, i, owner, i)
}

function addImports(l: Lowering, i: number, owner: number): void {
  const { field } = l.syntax
  for (let c = i + 1; c < l.next[i]; c = l.next[c]) {
    if (l.field[c] !== field.name) continue
    const name = nodeAt(l, c) === Node.AliasedImport ? childByField(l, c, field.alias) : firstPart(l, c)
    if (name >= 0) addSite(l, i, owner, name)
  }
}

/** Index of the first site at or after a node. */
export function firstSite(at: Int32Array, count: number, node: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at[middle] < node) low = middle + 1
    else high = middle
  }
  return low
}
