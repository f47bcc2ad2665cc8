/**
 * Claims about run-time behaviour, proven by running: each case in `bench/prove/cases` is run on SQLAlchemy with SQLite for two
 * numbers of rows, its statements are counted, and compared with the prediction and with what the rule says of the same code.
 *
 *   npm run prove        needs Python with sqlalchemy and aiosqlite; FAULTLINE_PYTHON names the interpreter
 */
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { check } from '../src/check/run.ts'
import { rules } from '../src/generated/packs.ts'
import { linked } from './linked.ts'

interface Proof {
  readonly case: string
  readonly rule: string
  readonly predicted: Readonly<Record<'bad' | 'good', string>>
  readonly counted: Readonly<Record<'bad' | 'good', Readonly<Record<string, number | string>>>>
}

const NUMBERS = [4, 9]
const home = path.join(import.meta.dirname, 'prove')
const python = process.env['FAULTLINE_PYTHON'] ?? 'python3'

const missing = (): string | null => {
  try {
    execFileSync(python, ['-c', 'import sqlalchemy, aiosqlite'], { stdio: ['ignore', 'ignore', 'pipe'] })
    return null
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer }
    if (code === 'ENOENT') return `no Python interpreter \`${python}\`: set FAULTLINE_PYTHON`
    return `\`${python}\` cannot run the cases (${stderr?.toString().trim().split('\n').at(-1)}): pip install "sqlalchemy[asyncio]" aiosqlite`
  }
}

/** `1 + n` for a number of rows; what is no sum is expected as it is written: the name of an exception. */
const expected = (prediction: string, n: number): number | string => {
  const terms = prediction.split('+').map((term) => (term.trim() === 'n' ? n : Number(term)))
  return terms.some(Number.isNaN) ? prediction : terms.reduce((sum, term) => sum + term, 0)
}

const prove = async (): Promise<boolean> => {
  const problem = missing()
  if (problem !== null) {
    console.error(problem)
    return false
  }
  const proofs = JSON.parse(
    execFileSync(python, ['-W', 'ignore', path.join(home, 'count.py'), ...NUMBERS.map(String)], { encoding: 'utf8' }),
  ) as Proof[]
  const { findings } = check(await linked(path.join(home, 'cases')), { rules })
  let proven = true
  for (const { case: name, rule, predicted, counted } of proofs) {
    for (const variant of ['bad', 'good'] as const) {
      const said = findings.some((finding) => finding.rule === rule && finding.symbol.endsWith(`${name}.${variant}`))
      const right = NUMBERS.every((n) => counted[variant][n] === expected(predicted[variant], n)) && said === (variant === 'bad')
      proven &&= right
      const runs = NUMBERS.map((n) => `${counted[variant][n]} for n = ${n}`).join(', ')
      console.log(
        `${right ? 'proven' : 'WRONG '} ${rule} ${name}.${variant}: predicted ${predicted[variant]}, counted ${runs}, ${said ? 'reported' : 'not reported'}`,
      )
    }
  }
  return proven
}

process.exitCode = (await prove()) ? 0 : 1
