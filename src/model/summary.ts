/**
 * The file summary: everything the whole-project half may know about one file.
 *
 * A pure function of (bytes, tool version). No syntax survives it, it holds no reference to another file, and it decides
 * nothing that needs one. It is what the cache stores. Columns are typed arrays so that a summary loads without parsing.
 *
 * Indexes are file-local numbers; -1 means absent. Offsets are UTF-16 code units into the text whose hash is `hash`.
 */
export type Value = number
export type Region = number
export type Scope = number
/** Index into `strings`. */
export type Str = number
/** Offset into `lists`: `lists[cell]` is the count n, `lists[cell + 1 .. cell + n]` the items. -1 = no list. */
export type List = number

/**
 * What a value is. Operands stand before their users (post-order), so index order is evaluation order; a nested function's
 * body stands, inside its own region, before the `Function` value. `a`, `b`, `aux` are the row's operands.
 */
export const enum Op {
  // ---- leaves
  /** a: ConstKind, b: Str of the literal's text (numbers) or -1. */
  Const,
  /** a: Str of the decoded text (cut at 4,096 units, then "\u2026#" + hash), b: 0 text, 1 bytes, 2 docstring (a = -1, text dropped). */
  Text,
  /** Read of a name bound in this scope. a: reaching definition (Bind, Phi, Param), b: Str name. */
  Load,
  /** Read of a name this scope does not bind here: global, builtin, enclosing or star-imported. a: Str, b: Scope the read stands in. aux 1: stands in the signature (annotation, default, decorator excluded) of scope b, so b's type parameters are visible but its locals are not. */
  Free,
  // ---- expressions
  /** a: object, b: Str. */
  Attr,
  /** a: object, b: key (any value; several subscripts make a Tuple). */
  Index,
  /** b: list [lower, upper, step], -1 where absent. */
  Slice,
  /** b: list of values (Star allowed). */
  Tuple,
  List,
  Set,
  /** b: list of Pair and DoubleStar. */
  Dict,
  /** a: callee, b: list of argument values in order: plain, Keyword, Star, DoubleStar. */
  Call,
  /** a: Str, b: value. */
  Keyword,
  /** a: key, b: value. */
  Pair,
  /** a: value. */
  Star,
  DoubleStar,
  /** a: operand. */
  Await,
  /** a: operand or -1. */
  Yield,
  YieldFrom,
  /** a, b: operands, aux: BinaryOp. */
  Binary,
  /** a: list of CompareOp, b: list of operands (one more). */
  Compare,
  /** a: operand, aux: UnaryOp. */
  Unary,
  /** a, b: operands (b stands in its own Then region for `and`, Else region for `or`, with subject a), aux: 0 and, 1 or. */
  Bool,
  /** a: test, b: list [then, else], each arm in its region. */
  Conditional,
  /** b: list of parts (Text and any values), aux: 0 f-string, 1 implicit concatenation, 2 template string, 3 a replacement field whose text is not its value's (conversion, format specification, `=`): the value, then those of its specification. */
  Format,
  /** a: Scope, b: -1. */
  Lambda,
  /** a: Scope, b: list of decorator values, outermost first. */
  Function,
  /** a: Scope, b: list of decorator values, outermost first. */
  Class,
  /** a: element (a Pair for dict), aux: 0 list, 1 set, 2 dict, 3 generator. Its `for`/`if` parts are Loop/Then regions of the same scope; its targets are Binds visible inside only. */
  Comprehension,
  // ---- definitions and effects
  /** a: position, b: list [annotation, default, Str name, ParamKind]. */
  Param,
  /** a: Str, b: value (-1: `x: T` alone). aux: BindKind | BindFlag. */
  Bind,
  /** a: Str name, b: list of Values (-1: unbound on that path), aux: PhiKind. A loop's Phi may name later values. */
  Phi,
  /** a: object, b: list [value or -1, Str]. aux: BindFlag.Annotated. */
  SetAttr,
  /** a: object, b: list [value, key]. */
  SetItem,
  /** a: old value, b: right operand, aux: BinaryOp; the result is then bound or stored like an assignment. */
  Augment,
  /** One item of a sequence taken apart. a: source, b: position (negative from the end; 32767 the starred rest). */
  Unpack,
  /** The element of one turn of a loop. a: iterable, b: 1 if async. */
  Iterate,
  /** What `with` binds. a: context manager, b: 1 if async. Present also without `as`. */
  Enter,
  /** The exception object of a handler. a: value of the caught types (Tuple for several, -1 bare). aux 1: `except*`. */
  Caught,
  /** What a case pattern looks at. a: subject, b: list of values the pattern names (classes, literals). */
  Matched,
  /** a: Str dotted module, b: 1 binds that module itself (`as`), 0 binds its first segment. aux: ImportFlag. */
  Import,
  /** a: Str module with its leading dots kept, b: Str name. aux: ImportFlag. */
  ImportFrom,
  /** a: Str module with its leading dots kept. aux: ImportFlag. */
  ImportStar,
  // ---- statements
  /** a: value or -1. */
  Return,
  /** a: exception or -1 (re-raise), b: cause or -1. */
  Raise,
  /** a: test, b: message or -1. */
  Assert,
  /** Expression statement. a: value. */
  Discard,
  /** b: list of values. */
  Delete,
  Break,
  Continue,
  /** b: list of Str. aux: 0 global, 1 nonlocal. */
  GlobalDecl,
  /** PEP 695 `type X = …` (also bound by a Bind). a: Str, b: value. */
  TypeAlias,
  /** PEP 695 type parameter. a: Str, b: bound or -1. */
  TypeParam,
  /** ERROR, unknown or too deeply nested syntax. a: syntax kind, b: list of what could be lowered inside. Evaluates to unknown and marks the scope partial. */
  Broken,
}

export const enum ConstKind {
  None,
  False,
  True,
  Ellipsis,
  Int,
  Float,
  Complex,
}
export const enum BinaryOp {
  Add,
  Sub,
  Mul,
  Div,
  FloorDiv,
  Mod,
  Pow,
  MatMul,
  And,
  Or,
  Xor,
  LeftShift,
  RightShift,
}
export const enum CompareOp {
  Eq,
  NotEq,
  Lt,
  LtE,
  Gt,
  GtE,
  Is,
  IsNot,
  In,
  NotIn,
}
export const enum UnaryOp {
  Not,
  Minus,
  Plus,
  Invert,
}
export const enum ParamKind {
  PositionalOnly,
  Normal,
  Rest,
  KeywordOnly,
  KeywordRest,
}
/** Low four bits of Bind.aux: which statement binds. */
export const enum BindKind {
  Assign,
  For,
  With,
  Walrus,
  Def,
  Class,
  Import,
  Except,
  Augment,
  Match,
  TypeAlias,
  TypeParam,
}
export const enum BindFlag {
  Kind = 0x0f,
  /** The annotation is found in `annotations`. */
  Annotated = 0x10,
  /** A `global` or `nonlocal` name: bound in an outer scope, whose `bindings` list this Bind. */
  Outer = 0x20,
}
export const enum PhiKind {
  Join,
  Loop,
  Handler,
}
export const enum ImportFlag {
  /** Under `if TYPE_CHECKING`. */
  TypeChecking = 1,
  /** In a `try` whose handler catches ImportError. */
  Guarded = 2,
}

/** 15 bytes a row. */
export interface Values {
  readonly count: number
  readonly op: Uint8Array
  readonly aux: Uint8Array
  readonly a: Int32Array
  readonly b: Int32Array
  /** Span: the smallest expression, what a finding or an edit points at. */
  readonly start: Uint32Array
  /** 65535: the true length is in `long`. */
  readonly length: Uint16Array
  /** Sorted pairs (value, length). */
  readonly long: Int32Array
  readonly lists: Int32Array
}

export const enum RegionKind {
  Module,
  Function,
  Class,
  Lambda,
  Then,
  Else,
  Loop,
  LoopElse,
  Try,
  Handler,
  TryElse,
  Finally,
  With,
  Case,
}
/** How control leaves a region: bits. A region that does not fall through makes what follows its statement conditional on not entering it. */
export const enum Leaves {
  FallsThrough = 1,
  Returns = 2,
  Raises = 4,
  Breaks = 8,
  Continues = 16,
  Yields = 32,
  Awaits = 64,
}

/** Python has no goto: control flow is a tree of intervals over value indexes. Region 0 is the module; parents stand before children. */
export interface Regions {
  readonly count: number
  readonly kind: Uint8Array
  /** Values first .. end-1 stand inside. */
  readonly first: Int32Array
  readonly end: Int32Array
  readonly parent: Int32Array
  /** Then/Else: the test. Loop: the Iterate value (`for`) or the test (`while`). With: Enter. Handler: Caught. Case: Matched. Module/Function/Class/Lambda: the Scope. Else -1. */
  readonly subject: Int32Array
  readonly leaves: Uint8Array
}

export const enum ScopeKind {
  Module,
  Class,
  Function,
  Lambda,
}
export const enum ScopeFlag {
  Kind = 0x03,
  Async = 0x10,
  /** Has a `yield` of its own. */
  Generator = 0x20,
  /** Holds Broken syntax. */
  Partial = 0x40,
}
/** Module, class, function and lambda scopes; scope 0 is the module; parents stand before children. Comprehensions have none of their own. */
export interface Scopes {
  readonly count: number
  readonly flags: Uint8Array
  readonly name: Int32Array
  readonly parent: Int32Array
  readonly region: Int32Array
  /** The Function, Class or Lambda value; -1 for the module. */
  readonly definedBy: Int32Array
  /** Rows bindingStart[s] .. bindingStart[s + 1] of `bindingName`/`bindingValues` belong to scope s, in order of first binding. */
  readonly bindingStart: Int32Array
  readonly bindingName: Int32Array
  /** List of the Bind, Param and ImportStar (name -1) values that bind the name in that scope, in order, including `global`/`nonlocal` Binds of inner scopes. */
  readonly bindingValues: Int32Array
  /** Functions and lambdas: list of Param values. */
  readonly params: Int32Array
  /** Functions: value of the return annotation. Classes: list of base values and Keywords. */
  readonly returns: Int32Array
  /** Functions: list of Return values; lambdas: list with the body value. */
  readonly exits: Int32Array
  /** Functions: list of Yield and YieldFrom values. */
  readonly yields: Int32Array
  /** List of TypeParam Binds. */
  readonly typeParams: Int32Array
  /** Span of the defining name (zero length for module and lambda). */
  readonly nameStart: Uint32Array
  readonly nameLength: Uint16Array
}

/** Query matches, sorted by (query, pattern, first capture's start). Row i: captures captureStart[i] .. captureStart[i + 1], each four numbers (capture id, Value or -1, start, end). */
export interface Candidates {
  readonly count: number
  readonly query: Uint16Array
  readonly pattern: Uint8Array
  readonly captureStart: Int32Array
  readonly captures: Int32Array
}

/** What the first lines of a file say of it. */
export const enum Mark {
  /** "@generated", "do not edit", "generated by" within the first ten lines. */
  Generated = 1,
  /** Exported notebook: `# %%` or `# In[` cells. */
  Notebook = 2,
  Shebang = 4,
}

export interface Problem {
  readonly kind: 'syntax' | 'too-deep'
  readonly start: number
  readonly end: number
}

/** A comment addressed to faultline, and the code it is about. What it says is for check to read. */
export interface Suppression {
  /** From its mark (`#`) on. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** It is about what starts at or after `from` and before `to`. */
  readonly from: number
  readonly to: number
  /** Whether only comments and a docstring stand before it. */
  readonly atHead: boolean
}

export interface FileSummary {
  /** Tool, grammar, query and op-table hash: a summary of another version is never read. */
  readonly version: string
  /** Relative to the root, `/`-separated. */
  readonly path: string
  /** Content hash of the bytes. */
  readonly hash: string
  /** UTF-16 offset of each line's first unit. */
  readonly lineStarts: Uint32Array
  readonly strings: readonly string[]
  readonly values: Values
  readonly regions: Regions
  readonly scopes: Scopes
  /** Sorted pairs (Bind or SetAttr value, annotation value); for Text in an annotation also (Text value, value of the parsed string). */
  readonly annotations: Int32Array
  readonly candidates: Candidates
  readonly marks: number
  /** In the order of the file. */
  readonly comments: readonly Suppression[]
  readonly problems: readonly Problem[]
}
