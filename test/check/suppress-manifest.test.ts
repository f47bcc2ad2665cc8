/** Comments that silence findings in files that are no Python. */
import { beforeAll, describe, expect, test } from 'vitest'
import { check } from '../../src/check/run.ts'
import { linkSources } from '../../src/generate/link-sources.ts'
import type { LinkSources } from '../../src/generate/link-sources.ts'
import { rules } from '../../src/generated/packs.ts'

let link: LinkSources
beforeAll(async () => {
  link = await linkSources()
})

/** The suppressed findings of one file as `line rule: reason`, and what is wrong with its comments. */
const outcome = (file: string, text: string): readonly string[] => {
  const { findings, suppressions } = check(link(new Map([[file, text]])), { rules })
  return [
    ...findings.flatMap(({ line, rule, suppressed }) => (suppressed === undefined ? [] : [`${line} ${rule}: ${suppressed.reason}`])),
    ...suppressions.map(({ line, rule }) => `${line} ${rule}`),
  ]
}

describe('a comment silences', () => {
  test('the next instruction of a Dockerfile', () => {
    const text =
      'FROM python:3.13-slim\nUSER app\n# faultline: ignore[infra/dev-server-in-production] -- a demo\nCMD ["uvicorn", "a:app", "--reload"]\n'
    expect(outcome('Dockerfile', text)).toEqual(['4 infra/dev-server-in-production: a demo'])
  })
  test('its own line, and the next one, of YAML', () => {
    const text =
      'services:\n  api:\n    build: .\n  db:\n    image: postgres:17\n    volumes: [data:/var/lib/postgresql/data]\n    ports:\n' +
      '      - 5432:5432  # faultline: ignore[datastore-port-published] -- a private network\n' +
      '      # faultline: ignore[infra/datastore-port-published] -- the same\n\n      - 5433:5432\n'
    expect(outcome('compose.yml', text)).toEqual([
      '8 infra/datastore-port-published: a private network',
      '11 infra/datastore-port-published: the same',
    ])
  })
  test('a line of TOML', () => {
    const text =
      '[project]\nname = "a"\ndependencies = [\n  "aioredis==2.0.1", # faultline: ignore[infra/unsupported-dependency] -- leaves with the old API\n]\n'
    expect(outcome('pyproject.toml', text)).toEqual(['4 infra/unsupported-dependency: leaves with the old API'])
  })
  test('a line of INI', () => {
    const text =
      '[alembic]\n; faultline: ignore[infra/plaintext-credential-in-manifest] -- a throw-away server\nsqlalchemy.url = postgresql://a:quiet-river-5@db/a\n'
    expect(outcome('alembic.ini', text)).toEqual(['3 infra/plaintext-credential-in-manifest: a throw-away server'])
  })
  test('a whole file, from its head only', () => {
    const head = '# faultline: ignore-file[infra/container-runs-as-root] -- a sandbox\n'
    const body = 'FROM python:3.13-slim\nCMD ["uvicorn", "a:app"]\n'
    expect(outcome('Dockerfile', head + body)).toEqual(['2 infra/container-runs-as-root: a sandbox'])
    expect(outcome('Dockerfile', body + head)).toEqual(['3 meta/malformed-suppression'])
  })
})

test('a comment that silences nothing, or gives no reason, is told of', () => {
  expect(outcome('Dockerfile', 'FROM scratch\n# faultline: ignore[infra/unpinned-image] -- pinned elsewhere\nCOPY a /a\n')).toEqual([
    '2 meta/unused-suppression',
  ])
  expect(outcome('compose.yml', 'services:\n  a:  # faultline: ignore[infra/unpinned-image]\n    image: a:1\n')).toEqual([
    '2 meta/reasonless-suppression',
  ])
})
