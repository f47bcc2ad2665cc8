import { describe, expect, it } from 'vitest'
import { manifestFormatOf } from '../../../src/discover/manifests.ts'
import { deploymentOf } from '../../../src/link/deployment/deployment.ts'
import { baseOf, inForce } from '../../../src/link/deployment/stages.ts'
import { summariseManifest } from '../../../src/lower/summarise-manifest.ts'
import { loadShellParser } from '../../../src/parse/manifest/shell.ts'
import type { Deployment } from '../../../src/model/deployment.ts'
import type { ManifestSummary } from '../../../src/model/manifest.ts'

const deployed = async (
  files: Readonly<Record<string, string>>,
): Promise<Deployment & { readonly manifests: readonly ManifestSummary[] }> => {
  const manifests: ManifestSummary[] = []
  for (const path of Object.keys(files).toSorted()) {
    const format = manifestFormatOf(path)
    const summary = format === null ? null : summariseManifest(path, format, new TextEncoder().encode(files[path]), await loadShellParser())
    if (summary === null || 'because' in summary) throw new Error(`${path} was not read`)
    manifests.push(summary)
  }
  return { ...deploymentOf(manifests), manifests }
}

describe('stages', () => {
  it('resolve arguments, start from each other, and the last one is deployed', async () => {
    const { stages } = await deployed({
      Dockerfile: 'ARG PY=3.13\nFROM python:${PY}-slim AS base\nUSER app\nFROM base AS dev\nUSER root\nFROM base\nCMD ["x"]\n',
    })
    expect(
      stages.map(({ name, image, parent, deployed: isDeployed, development }) => [
        name,
        image?.text,
        parent?.name,
        isDeployed,
        development,
      ]),
    ).toEqual([
      ['base', 'python:3.13-slim', undefined, false, false],
      ['dev', undefined, 'base', false, true],
      [null, undefined, 'base', true, false],
    ])
    expect(inForce(stages[2], 'USER')?.rest.text).toBe('app')
    expect(baseOf(stages[2])).toMatchObject({ name: 'python', tag: '3.13-slim', digest: null, known: true })
  })

  it('an argument without a value makes the image unknown; targets of compose files and workflows are deployed', async () => {
    const { stages } = await deployed({
      Dockerfile: 'ARG BASE\nFROM ${BASE} AS one\nFROM scratch AS two\nFROM registry.local:5000/a/b@sha256:00 AS three\nFROM alpine\n',
      'compose.yml': 'services:\n  a:\n    build:\n      context: .\n      target: one\n',
      '.github/workflows/release.yml': 'jobs:\n  a:\n    steps:\n      - run: docker build --target three .\n',
    })
    expect(stages.map(({ deployed: isDeployed }) => isDeployed)).toEqual([true, false, true, true])
    expect(stages[0].image?.known).toBe(false)
    expect(stages[2].image).toMatchObject({ name: 'registry.local:5000/a/b', tag: null, digest: 'sha256:00' })
  })
})

describe('compose files', () => {
  it('are merged with their production overlay; an override is development; names tell', async () => {
    const { composeServices } = await deployed({
      'compose.yml': 'services:\n  web:\n    build: .\n  db:\n    image: postgres:18\n',
      'compose.override.yml': 'services:\n  web:\n    command: fastapi dev\n',
      'compose.prod.yml': 'services:\n  web:\n    restart: always\n',
      'dev/compose.yml': 'services:\n  db:\n    image: redis\n',
      'tests/compose.yml': 'services:\n  db:\n    image: redis:7\n',
    })
    const found = composeServices.map(({ name, use, overlays }) => `${name} ${use} ${overlays.length}`)
    expect(found.toSorted()).toEqual(['db development 0', 'db production 0', 'db test 0', 'web development 0', 'web production 1'])
  })

  it('are read once where a folder is a copy of another, to the byte and with all its overlays', async () => {
    const base = 'services:\n  web:\n    build: .\n'
    const { composeServices } = await deployed({
      'cli/embedded/compose.yml': base,
      'deploy/compose.yml': base,
      'other/compose.yml': base,
      'other/compose.prod.yml': 'services:\n  web:\n    restart: always\n',
    })
    expect(composeServices.map(({ overlays, settings: { restart } }) => [overlays.length, restart])).toEqual([
      [0, null],
      [1, 'always'],
    ])
  })

  it('a base file that builds nothing only serves development', async () => {
    const { composeServices } = await deployed({ 'docker-compose.yml': 'services:\n  db:\n    image: postgres\n' })
    expect(composeServices.map(({ use }) => use)).toEqual(['development'])
  })
})

describe('server processes', () => {
  const commands = async (files: Readonly<Record<string, string>>): Promise<readonly unknown[]> =>
    (await deployed(files)).processes.map(({ command: { server, app, workers, reload, exec }, by, use }) => [
      by.is,
      use,
      server,
      app,
      workers,
      reload,
      exec,
    ])

  it('are read from exec forms, shell forms and shells in shells', async () => {
    const rest = ['production', 'uvicorn', 'app.main:app']
    expect(await commands({ Dockerfile: 'FROM a\nCMD ["uvicorn", "app.main:app", "--workers", "4"]\n' })).toEqual([
      ['image', ...rest, 4, false, true],
    ])
    expect(await commands({ Dockerfile: 'FROM a\nCMD alembic upgrade head && uvicorn --host 0.0.0.0 app.main:app --reload\n' })).toEqual([
      ['image', ...rest, 1, true, false],
    ])
    expect(await commands({ Dockerfile: 'FROM a\nCMD ["sh", "-c", "exec uvicorn app.main:app --workers $N"]\n' })).toEqual([
      ['image', ...rest, null, false, true],
    ])
    expect(await commands({ Procfile: 'web: bash -c "a && gunicorn app:app -k uvicorn.workers.UvicornWorker -w 3"\n' })).toEqual([
      ['procfile', 'production', 'gunicorn', 'app:app', 3, false, false],
    ])
  })

  it('are followed into the entry point script that comes with the project', async () => {
    const files = {
      'docker/Dockerfile': 'FROM a\nCOPY docker/start.sh /start.sh\nENTRYPOINT ["/start.sh"]\n',
      'docker/start.sh': '#!/bin/sh\nexec poetry run celery -A app.tasks worker -c 2\n',
    }
    expect(await commands(files)).toEqual([['image', 'production', 'celery', 'app.tasks', 2, false, true]])
  })

  it('entry point and command belong together; a compose command replaces both and follows its image', async () => {
    const files = {
      Dockerfile: 'FROM a AS prod\nENTRYPOINT ["tini", "--"]\nCMD ["uvicorn", "a:app"]\n',
      'compose.yml': 'services:\n  web:\n    build: .\n  queue:\n    build: .\n    command: ["arq", "a.Worker"]\n',
    }
    expect((await commands(files)).toSorted((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1))).toEqual([
      ['compose', 'production', 'arq', 'a.Worker', 1, false, true],
      ['compose', 'production', 'uvicorn', 'a:app', 1, false, true],
    ])
  })

  it('no server is guessed: other commands, other words', async () => {
    expect(await commands({ Dockerfile: 'FROM a\nCMD ["echo", "uvicorn app:app"]\n' })).toEqual([])
    expect(await commands({ Dockerfile: 'FROM a\nCMD ["pip", "install", "uvicorn"]\n' })).toEqual([])
    expect(await commands({ Dockerfile: 'FROM a\nCMD ["celery", "-A", "x", "inspect"]\n' })).toEqual([])
  })
})
