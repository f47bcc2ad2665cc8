/** Projects in which packs agree on one subject, and the same without: as if every rule were stable. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { LinkSources } from '../../src/generate/link-sources.ts'
import { linkSources } from '../../src/generate/link-sources.ts'
import type { Case } from '../fixtures/cases.ts'
import { elevationCases } from '../fixtures/cases.ts'
import { onceStable, reviewed } from '../fixtures/reviewed.ts'

let link: LinkSources
beforeAll(async () => {
  link = await linkSources()
})

/** `rule from -> to because rule, rule`, by finding. */
const raisedIn = (sources: Case['sources']): readonly string[] => {
  const { elevations, findings } = reviewed(link(sources), onceStable)
  const ruleOf = (id: string): string => findings.find((finding) => finding.id === id)?.rule ?? 'nothing'
  return elevations.map(({ finding, from, to, because }) => `${ruleOf(finding)} ${from} -> ${to} because ${because.map(ruleOf).join(', ')}`)
}

const RAISED: Readonly<Record<string, readonly string[]>> = {
  'dependency-that-hides': ['prod/swallowed-exception minor -> major because api/yield-dependency-swallows'],
  'dependency-that-stops-the-stop': [
    'api/yield-dependency-swallows major -> blocker because async/swallowed-cancellation, prod/bare-except',
    'async/swallowed-cancellation major -> blocker because api/yield-dependency-swallows, prod/bare-except',
    'prod/bare-except major -> blocker because api/yield-dependency-swallows, async/swallowed-cancellation',
  ],
  'lost-with-the-cancellation': ['prod/lost-error-context minor -> major because async/swallowed-cancellation'],
  'printed-and-cancelled': [
    'async/swallowed-cancellation major -> blocker because prod/bare-except, infra/print-in-production',
    'prod/bare-except major -> blocker because async/swallowed-cancellation, infra/print-in-production',
  ],
  'printed-and-gone-on': ['prod/bare-except major -> blocker because infra/print-in-production'],
  'refusal-that-is-caught': ['prod/lost-error-context minor -> major because api/http-exception-misuse'],
  'task-in-a-try': ['prod/swallowed-exception minor -> major because async/fire-and-forget-task'],
}

describe('packs that agree on one place raise it', () => {
  test('every project is told of', () => {
    expect([...new Set(elevationCases().map(({ name }) => name.split('/')[2]))]).toEqual(Object.keys(RAISED))
  })

  test.for(elevationCases().filter(({ name }) => name.endsWith('/bad')))('$name', ({ name, sources }) => {
    expect(raisedIn(sources)).toEqual(RAISED[name.split('/')[2]])
  })

  test.for(elevationCases().filter(({ name }) => name.endsWith('/good')))('$name', ({ sources }) => {
    expect(raisedIn(sources)).toEqual([])
  })
})

describe('nothing absurd', () => {
  const OTHERS = new Map([
    ['elsewhere/__init__.py', ''],
    [
      'elsewhere/tool.py',
      'import asyncio\n\n\nasync def tool() -> None:\n    try:\n        await asyncio.sleep(1)\n    except:\n        print("gone")\n',
    ],
  ])

  test.for(elevationCases().filter(({ name }) => name.endsWith('/bad')))(
    'a file that has nothing to do with it changes none: $name',
    ({ sources }) => {
      expect(raisedIn(new Map([...sources, ...OTHERS]))).toEqual(raisedIn(sources))
    },
  )

  test('a project that only lacks things raises nothing', () => {
    const sources = new Map([
      ['app.py', 'from fastapi import FastAPI\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column\n\napp = FastAPI()\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\nclass Item(Base):\n    __tablename__ = "item"\n\n    id: Mapped[int] = mapped_column(primary_key=True)\n\n\n@app.get("/items")\nasync def items() -> list[int]:\n    return [1]\n'],
      ['Dockerfile', 'FROM python:3.13\nCOPY . .\nRUN pip install fastapi uvicorn sqlalchemy\nCMD uvicorn app:app\n'],
      ['docker-compose.yml', 'services:\n  api:\n    build: .\n  database:\n    image: postgres:17\n'],
    ]) // prettier-ignore
    const { elevations, findings } = reviewed(link(sources), onceStable)
    expect(findings.length).toBeGreaterThan(3)
    expect(elevations).toEqual([])
  })

  test('three hundred prints raise nothing by their number', () => {
    const prints = Array.from({ length: 300 }, (_, at) => `def part_${at}() -> None:\n    print(${at})\n\n\n`).join('')
    const calls = Array.from({ length: 300 }, (_, at) => `    part_${at}()\n`).join('')
    const sources = new Map([
      ['app.py', `from fastapi import FastAPI\n\napp = FastAPI()\n\n\n${prints}@app.get("/all")\ndef all_parts() -> None:\n${calls}`],
    ])
    const { elevations, findings, compounds } = reviewed(link(sources), onceStable)
    expect(findings.filter(({ rule }) => rule === 'infra/print-in-production')).toHaveLength(300)
    expect(elevations).toEqual([])
    expect(compounds.map(({ pattern, severity, anchors, moreAnchors }) => [pattern, severity, anchors.length + moreAnchors])).toEqual([
      ['blind-production', 'major', 300],
    ])
    const logged = new Map([
      ...sources,
      ['logs.py', 'import structlog\n\nstructlog.configure(processors=[structlog.processors.JSONRenderer()])\n'],
    ])
    logged.set('app.py', `import logs\n${sources.get('app.py')}`)
    expect(reviewed(link(logged), onceStable).compounds).toEqual([])
  })

  test('a blocking request without a timeout: two causes, each at its own severity', () => {
    const sources = new Map([['app.py', 'import requests\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/rate")\nasync def rate() -> str:\n    return requests.get("https://rates.example").text\n']]) // prettier-ignore
    const { elevations, findings } = reviewed(link(sources), onceStable)
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['async/sync-http-client', 'prod/outbound-no-timeout']))
    expect(elevations).toEqual([])
  })
})
