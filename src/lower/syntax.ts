/** What lowering needs to know of a grammar, as tables indexed by kind number. */
import { BinaryOp, CompareOp } from '../model/summary.ts'
import { ERROR_KIND } from '../model/syntax.ts'
import type { Grammar } from '../model/syntax.ts'
import { Node, Token } from './nodes.ts'

const nodeNames: Readonly<Record<string, Node>> = {
  identifier: Node.Identifier,
  attribute: Node.Attribute,
  call: Node.Call,
  subscript: Node.Subscript,
  binary_operator: Node.BinaryOperator,
  boolean_operator: Node.BooleanOperator,
  parenthesized_expression: Node.Parenthesized,
  string: Node.String,
  concatenated_string: Node.ConcatenatedString,
  integer: Node.Integer,
  float: Node.Float,
  true: Node.True,
  false: Node.False,
  none: Node.None,
  ellipsis: Node.Ellipsis,
  slice: Node.Slice,
  await: Node.Await,
  yield: Node.Yield,
  not_operator: Node.NotOperator,
  unary_operator: Node.UnaryOperator,
  comparison_operator: Node.Comparison,
  conditional_expression: Node.Conditional,
  tuple: Node.Tuple,
  list: Node.List,
  set: Node.Set,
  dictionary: Node.Dictionary,
  list_splat: Node.ListSplat,
  dictionary_splat: Node.DictionarySplat,
  lambda: Node.Lambda,
  list_comprehension: Node.ListComprehension,
  set_comprehension: Node.SetComprehension,
  dictionary_comprehension: Node.DictionaryComprehension,
  generator_expression: Node.Generator,
  named_expression: Node.Named,
  keyword_argument: Node.KeywordArgument,
  pair: Node.Pair,
  expression_list: Node.ExpressionList,
  pattern_list: Node.PatternList,
  tuple_pattern: Node.TuplePattern,
  list_pattern: Node.ListPattern,
  list_splat_pattern: Node.ListSplatPattern,
  dictionary_splat_pattern: Node.DictionarySplatPattern,
  as_pattern: Node.AsPattern,
  as_pattern_target: Node.AsPatternTarget,
  type: Node.Type,
  generic_type: Node.GenericType,
  union_type: Node.UnionType,
  member_type: Node.MemberType,
  constrained_type: Node.ConstrainedType,
  splat_type: Node.SplatType,
  interpolation: Node.Interpolation,
  format_expression: Node.Interpolation,
  format_specifier: Node.FormatSpecifier,
  dotted_name: Node.DottedName,
  for_in_clause: Node.ForInClause,
  if_clause: Node.IfClause,
  argument_list: Node.ArgumentList,
  type_parameter: Node.TypeParameter,
  typed_parameter: Node.TypedParameter,
  default_parameter: Node.DefaultParameter,
  typed_default_parameter: Node.TypedDefaultParameter,
  keyword_separator: Node.KeywordSeparator,
  positional_separator: Node.PositionalSeparator,
  block: Node.Block,
  expression_statement: Node.ExpressionStatement,
  assignment: Node.Assignment,
  augmented_assignment: Node.AugmentedAssignment,
  return_statement: Node.Return,
  delete_statement: Node.Delete,
  raise_statement: Node.Raise,
  pass_statement: Node.Pass,
  break_statement: Node.Break,
  continue_statement: Node.Continue,
  global_statement: Node.Global,
  nonlocal_statement: Node.Nonlocal,
  assert_statement: Node.Assert,
  print_statement: Node.Print,
  exec_statement: Node.Exec,
  import_statement: Node.Import,
  import_from_statement: Node.ImportFrom,
  future_import_statement: Node.FutureImport,
  aliased_import: Node.AliasedImport,
  wildcard_import: Node.WildcardImport,
  type_alias_statement: Node.TypeAlias,
  if_statement: Node.If,
  elif_clause: Node.Elif,
  else_clause: Node.Else,
  for_statement: Node.For,
  while_statement: Node.While,
  try_statement: Node.Try,
  except_clause: Node.Except,
  finally_clause: Node.Finally,
  with_statement: Node.With,
  with_clause: Node.WithClause,
  with_item: Node.WithItem,
  match_statement: Node.Match,
  case_clause: Node.CaseClause,
  case_pattern: Node.CasePattern,
  class_pattern: Node.ClassPattern,
  splat_pattern: Node.SplatPattern,
  union_pattern: Node.UnionPattern,
  dict_pattern: Node.DictPattern,
  keyword_pattern: Node.KeywordPattern,
  complex_pattern: Node.ComplexPattern,
  function_definition: Node.FunctionDefinition,
  class_definition: Node.ClassDefinition,
  decorated_definition: Node.DecoratedDefinition,
  decorator: Node.Decorator,
}

const binaryTokens: Readonly<Record<string, BinaryOp>> = {
  '+': BinaryOp.Add,
  '-': BinaryOp.Sub,
  '*': BinaryOp.Mul,
  '/': BinaryOp.Div,
  '//': BinaryOp.FloorDiv,
  '%': BinaryOp.Mod,
  '**': BinaryOp.Pow,
  '@': BinaryOp.MatMul,
  '&': BinaryOp.And,
  '|': BinaryOp.Or,
  '^': BinaryOp.Xor,
  '<<': BinaryOp.LeftShift,
  '>>': BinaryOp.RightShift,
}

const compareTokens: Readonly<Record<string, CompareOp>> = {
  '==': CompareOp.Eq,
  '!=': CompareOp.NotEq,
  '<>': CompareOp.NotEq,
  '<': CompareOp.Lt,
  '<=': CompareOp.LtE,
  '>': CompareOp.Gt,
  '>=': CompareOp.GtE,
  is: CompareOp.Is,
  'is not': CompareOp.IsNot,
  in: CompareOp.In,
  'not in': CompareOp.NotIn,
}

const tokenNames: Readonly<Record<string, Token>> = {
  async: Token.Async,
  '*': Token.Star,
  '**': Token.DoubleStar,
  from: Token.From,
  ',': Token.Comma,
  ':': Token.Colon,
  '=': Token.Equals,
  and: Token.And,
  '-': Token.Minus,
  '+': Token.Plus,
  _: Token.Underscore,
}

export interface Syntax {
  readonly grammar: Grammar
  readonly node: Uint8Array
  readonly token: Uint8Array
  /** 1 where a kind always has text: a zero-width node of it was invented by error recovery. */
  readonly solid: Uint8Array
  /** The operator plus one; 0 where a token is none of that sort. `+=` counts as `+`. */
  readonly binary: Uint8Array
  readonly compare: Uint8Array
  readonly comment: number
  readonly typeConversion: number
  readonly stringStart: number
  readonly stringEnd: number
  readonly field: {
    readonly object: number
    readonly attribute: number
    readonly function: number
    readonly arguments: number
    readonly left: number
    readonly right: number
    readonly operator: number
    readonly operators: number
    readonly value: number
    readonly subscript: number
    readonly argument: number
    readonly name: number
    readonly key: number
    readonly body: number
    readonly parameters: number
    readonly typeParameters: number
    readonly returnType: number
    readonly superclasses: number
    readonly type: number
    readonly expression: number
    readonly condition: number
    readonly consequence: number
    readonly alternative: number
    readonly alias: number
    readonly definition: number
    readonly moduleName: number
    readonly subject: number
    readonly guard: number
    readonly cause: number
  }
}

const first = (numbers: readonly number[]): number => numbers[0] ?? -1

/** Builds the tables once per grammar. */
export function syntaxOf(grammar: Grammar): Syntax {
  const node = new Uint8Array(65536)
  const token = new Uint8Array(65536)
  const solid = new Uint8Array(65536)
  const binary = new Uint8Array(65536)
  const compare = new Uint8Array(65536)
  node[ERROR_KIND] = Node.Error
  grammar.kindNames.forEach((name, kind) => {
    if (grammar.named[kind] === 1) {
      node[kind] = name === 'comment' || name === 'line_continuation' ? Node.Skip : (nodeNames[name] ?? Node.Unknown)
      solid[kind] = name === 'identifier' ? 1 : 0
      return
    }
    solid[kind] = /^[a-z()[\]{}:=,.]+$/.test(name) ? 1 : 0
    token[kind] = tokenNames[name] ?? Token.Other
    const operator = binaryTokens[name] ?? binaryTokens[name.replace(/=$/, '')]
    if (operator !== undefined) binary[kind] = operator + 1
    const comparison = compareTokens[name]
    if (comparison !== undefined) compare[kind] = comparison + 1
  })
  return {
    grammar,
    node,
    solid,
    binary,
    compare,
    token,
    comment: first(grammar.kinds('comment')),
    typeConversion: first(grammar.kinds('type_conversion')),
    stringStart: first(grammar.kinds('string_start')),
    stringEnd: first(grammar.kinds('string_end')),
    field: {
      object: grammar.field('object'),
      attribute: grammar.field('attribute'),
      function: grammar.field('function'),
      arguments: grammar.field('arguments'),
      left: grammar.field('left'),
      right: grammar.field('right'),
      operator: grammar.field('operator'),
      operators: grammar.field('operators'),
      value: grammar.field('value'),
      subscript: grammar.field('subscript'),
      argument: grammar.field('argument'),
      name: grammar.field('name'),
      key: grammar.field('key'),
      body: grammar.field('body'),
      parameters: grammar.field('parameters'),
      typeParameters: grammar.field('type_parameters'),
      returnType: grammar.field('return_type'),
      superclasses: grammar.field('superclasses'),
      type: grammar.field('type'),
      expression: grammar.field('expression'),
      condition: grammar.field('condition'),
      consequence: grammar.field('consequence'),
      alternative: grammar.field('alternative'),
      alias: grammar.field('alias'),
      definition: grammar.field('definition'),
      moduleName: grammar.field('module_name'),
      subject: grammar.field('subject'),
      guard: grammar.field('guard'),
      cause: grammar.field('cause'),
    },
  }
}
