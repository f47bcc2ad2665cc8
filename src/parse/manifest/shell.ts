/** Shell texts (scripts, RUN, shell-form CMD) to the simple commands in them. */
import { Language, type Node, Parser } from 'web-tree-sitter'
import type { Command, Range } from '../../model/manifest.ts'
import { readGrammar } from '../assets.ts'
import { Budget, optimiseAfter } from '../optimising.ts'
import { loadPythonParser } from '../python.ts'

export interface ShellParser {
  /** Simple commands in the order they are written, those of branches and loops too; positions are in the given text. */
  parse(text: string): readonly Command[]
}

/** Longer scripts are no entry points. */
const MAX_LENGTH = 200_000
const MAX_COMMANDS = 2_000

let loading: Promise<ShellParser> | undefined

/** The shell parser of this thread; loaded once, and only when there is something to read. */
export function loadShellParser(): Promise<ShellParser> {
  loading ??= start()
  return loading
}

async function start(): Promise<ShellParser> {
  // The runtime is configured once per thread, by the Python parser.
  await loadPythonParser()
  optimiseAfter(Budget.Shell)
  const parser = new Parser()
  parser.setLanguage(await Language.load(await readGrammar('tree-sitter-bash')))
  const parse = (text: string, nested = 0): readonly Command[] => {
    if (text.length > MAX_LENGTH) return []
    const tree = parser.parse(text)
    if (tree === null) return []
    try {
      const found: Command[] = []
      for (const node of tree.rootNode.descendantsOfType('command')) {
        if (node !== null && found.length < MAX_COMMANDS) found.push(...commandOf(node))
      }
      return found.flatMap((command) => insideShell(command, nested, parse))
    } finally {
      tree.delete()
    }
  }
  return { parse: (text) => parse(text) }
}

const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a)?sh$/
const MAX_SHELLS = 3

/** `sh -c "a && b"` runs a and b. */
function insideShell(command: Command, nested: number, parse: (text: string, nested: number) => readonly Command[]): readonly Command[] {
  const [name, flag, text] = command.words
  if (nested >= MAX_SHELLS || !SHELL.test(name ?? '') || !/^-[a-z]*c$/.test(flag ?? '') || typeof text !== 'string') return [command]
  const { start, end } = command
  return parse(text, nested + 1).map((inner) => ({ ...inner, start, end }))
}

/** The command of an exec form (`["uvicorn", "app:app"]`); behind `sh -c` the commands of its text. */
export function execCommands(words: readonly string[], at: Range, shell: ShellParser): readonly Command[] {
  const { start, end } = at
  if (words.length === 0) return []
  const isShell = SHELL.test(words[0]) && words.length > 2 && /^-[a-z]*c$/.test(words[1])
  if (isShell) return shell.parse(words[2]).map((command) => ({ ...command, start, end }))
  return [{ words: words.map((word) => (word.includes('$') ? null : word)), exec: true, joins: 'end', start, end }]
}

function commandOf(node: Node): readonly Command[] {
  const written = node.namedChildren.filter(
    (child) => child !== null && child.type !== 'variable_assignment' && !child.type.endsWith('_redirect'),
  )
  const words = written.map(wordOf)
  const exec = words[0] === 'exec'
  const rest = exec ? words.slice(1) : words
  if (rest.length === 0) return []
  return [{ words: rest, exec, joins: joinAfter(node), start: node.startIndex, end: node.endIndex }]
}

/** The text of a word whose value is constant; null if anything in it is expanded. */
function wordOf(node: Node): string | null {
  switch (node.type) {
    case 'command_name':
      return node.firstNamedChild === null ? node.text : wordOf(node.firstNamedChild)
    case 'word':
    case 'number':
      return node.text.replaceAll(/\\\n/g, '').replaceAll(/\\(.)/g, '$1')
    case 'raw_string':
      return node.text.slice(1, -1)
    case 'string':
      return node.namedChildren.every((child) => child?.type === 'string_content') ? node.text.slice(1, -1) : null
    case 'concatenation': {
      const parts = node.namedChildren.map((child) => (child === null ? null : wordOf(child)))
      return parts.every((part) => part !== null) ? parts.join('') : null
    }
    default:
      return null
  }
}

/** The operator behind a command, looking out of the redirects and pipelines around it. */
function joinAfter(node: Node): Command['joins'] {
  for (let at = node; at.parent !== null; at = at.parent) {
    const next = at.nextSibling
    if (next !== null && !next.type.endsWith('_redirect')) {
      const operator = next.type
      return operator === '&&' || operator === '||' || operator === '|' || operator === '&' || operator === ';' ? operator : ';'
    }
    if (!['redirected_statement', 'pipeline', 'list', 'negated_command'].includes(at.parent.type)) return 'end'
  }
  return 'end'
}
