/** Which function lowers which node. */
import { ConstKind, Op } from '../model/summary.ts'
import { ifStatement, matchStatement, withStatement } from './branches.ts'
import { comprehension } from './comprehensions.ts'
import { classDefinition, decoratedDefinition, functionDefinition, lambda, typeAlias } from './definitions.ts'
import { importFrom, importStatement } from './imports.ts'
import type { Finisher, Handlers, Lowerer } from './lowering.ts'
import { forStatement, whileStatement } from './loops.ts'
import { Node } from './nodes.ts'
import * as operators from './operators.ts'
import { dottedName } from './patterns.ts'
import * as statements from './statements.ts'
import { concatenatedString, string } from './strings.ts'
import { tryStatement } from './tries.ts'

const tuple = operators.display(Op.Tuple)
const list = operators.display(Op.List)
const star = operators.wrapping(Op.Star)

const lowerers: ReadonlyMap<Node, Lowerer> = new Map<Node, Lowerer>([
  [Node.Identifier, operators.identifier],
  [Node.String, string],
  [Node.ConcatenatedString, concatenatedString],
  [Node.Integer, operators.integer],
  [Node.Float, operators.float],
  [Node.True, operators.literal(ConstKind.True)],
  [Node.False, operators.literal(ConstKind.False)],
  [Node.None, operators.literal(ConstKind.None)],
  [Node.Ellipsis, operators.literal(ConstKind.Ellipsis)],
  [Node.Slice, operators.slice],
  [Node.Await, operators.awaited],
  [Node.Yield, operators.yielded],
  [Node.NotOperator, operators.not],
  [Node.UnaryOperator, operators.unary],
  [Node.Comparison, operators.comparison],
  [Node.Conditional, operators.conditional],
  [Node.Tuple, tuple],
  [Node.ExpressionList, tuple],
  [Node.PatternList, tuple],
  [Node.TuplePattern, tuple],
  [Node.List, list],
  [Node.ListPattern, list],
  [Node.Set, operators.display(Op.Set)],
  [Node.Dictionary, operators.display(Op.Dict)],
  [Node.Pair, operators.pair],
  [Node.ListSplat, star],
  [Node.ListSplatPattern, star],
  [Node.SplatType, star],
  [Node.DictionarySplat, operators.wrapping(Op.DoubleStar)],
  [Node.Lambda, lambda],
  [Node.ListComprehension, comprehension(0)],
  [Node.SetComprehension, comprehension(1)],
  [Node.DictionaryComprehension, comprehension(2)],
  [Node.Generator, comprehension(3)],
  [Node.Named, operators.named],
  [Node.KeywordArgument, operators.keywordArgument],
  [Node.GenericType, operators.genericType],
  [Node.DottedName, dottedName],
])

const finishers: ReadonlyMap<Node, Finisher> = new Map<Node, Finisher>([
  [Node.Attribute, operators.attribute],
  [Node.Call, operators.call],
  [Node.Subscript, operators.subscript],
  [Node.BinaryOperator, operators.binary],
  [Node.BooleanOperator, operators.boolean],
  [Node.Parenthesized, operators.transparent],
  [Node.Type, operators.transparent],
  [Node.UnionType, operators.unionType],
  [Node.MemberType, operators.memberType],
  [Node.ConstrainedType, operators.constrainedType],
])

const statementLowerers: ReadonlyMap<Node, Lowerer> = new Map<Node, Lowerer>([
  [Node.Block, statements.nestedBlock],
  [Node.ExpressionStatement, statements.expressionStatement],
  [Node.Assignment, statements.assignment],
  [Node.AugmentedAssignment, statements.augmented],
  [Node.Return, statements.returned],
  [Node.Delete, statements.deleted],
  [Node.Raise, statements.raised],
  [Node.Pass, statements.passed],
  [Node.Break, statements.broke],
  [Node.Continue, statements.continued],
  [Node.Global, statements.declared(0)],
  [Node.Nonlocal, statements.declared(1)],
  [Node.Assert, statements.asserted],
  [Node.Print, statements.foreign],
  [Node.Exec, statements.foreign],
  [Node.Import, importStatement],
  [Node.ImportFrom, importFrom],
  [Node.FutureImport, importFrom],
  [Node.TypeAlias, typeAlias],
  [Node.If, ifStatement],
  [Node.For, forStatement],
  [Node.While, whileStatement],
  [Node.Try, tryStatement],
  [Node.With, withStatement],
  [Node.Match, matchStatement],
  [Node.FunctionDefinition, functionDefinition],
  [Node.ClassDefinition, classDefinition],
  [Node.DecoratedDefinition, decoratedDefinition],
])

export const handlers = { lowerers, finishers, statements: statementLowerers } satisfies Handlers
