/** `npm run new-rule <pack>/<rule> [--query]`: lays the stubs of a rule. Everything else is found by path. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Output } from './output.ts'
import { projectRoot, write } from './output.ts'

const ID = /^(perf|db|api|sec|async|infra|prod|scale)\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** The stubs of a rule: declaration, rule, a bad and a good fixture, and a query if syntax nominates. */
export const stubsOf = (id: string, withQuery: boolean): readonly Output[] => {
  const title = id.slice(id.indexOf('/') + 1).replaceAll('-', ' ')
  const stubs: Output[] = [
    {
      path: `rules/${id}.yml`,
      text: `# yaml-language-server: $schema=../../schemas/rule.schema.json
id: ${id}
title: ${title[0].toUpperCase()}${title.slice(1)}
severity: minor
confidence: medium
stage: preview
standard: null
cause: blocking-io
category: Blocking Call
messages:
  found: "\`{call}\` is wrong here"
why: >-
  What breaks, and when.
remedy: What to write instead.
decides: >-
  Which facts the rule looks at.
silent:
  test: test code
  script: scripts, commands, migrations, examples, generated and vendored code
lookalikes: {}
spellings:
  plain: the plainest way to write it
passed: What can be said when nothing was found.
example:
  before: |
    pass
  after: |
    pass
  safe: false
references:
  - https://docs.python.org/3/
measured: null
`,
    },
    {
      path: `src/packs/${id}.ts`,
      text: `import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'

const rule: Rule<'${id}'> = defineRule('${id}', {
  *${withQuery ? 'candidate' : 'blocking'}() {
    // Yield a verdict for every place considered: a violation, or fine because of an exemption.
  },
})
export default rule
`,
    },
    { path: `fixtures/${id}/bad.py`, text: `# region example\npass  # expect: ${id} found +plain\n# endregion\n` },
    { path: `fixtures/${id}/good.py`, text: `# region example\npass  # ok: ${id}\n# endregion\n` },
  ]
  if (withQuery) stubs.push({ path: `queries/${id}.scm`, text: '(call function: (_) @callee) @call\n' })
  return stubs
}

const main = (id: string | undefined, options: readonly string[]): void => {
  if (id === undefined || !ID.test(id)) throw new Error('usage: npm run new-rule <pack>/<rule> [--query]')
  const stubs = stubsOf(id, options.includes('--query'))
  const taken = stubs.find((stub) => existsSync(path.join(projectRoot, stub.path)))
  if (taken !== undefined) throw new Error(`${taken.path} exists`)
  write(stubs)
  for (const stub of stubs) console.log(stub.path)
  console.log(`then: npm run generate, a line in references/${id.split('/')[0]}.md, and watch the fixture fail`)
}

if (process.argv[1] === import.meta.filename) main(process.argv[2], process.argv.slice(3))
