import { describe, expect, it } from 'vitest'
import { linked } from './linked.ts'

const APPLICATION = 'from fastapi import FastAPI\napp = FastAPI()\n'
const SETUP = 'from setuptools import setup\nsetup()\n'

describe('services', () => {
  it('are the applications of one folder with all the code they import', async () => {
    const project = await linked({
      'shop/__init__.py': '',
      'shop/main.py': `from shop.orders import total\n${APPLICATION}`,
      'shop/orders.py': 'def total():\n    return 1\n',
      'scripts/seed.py': '#!/usr/bin/env python\nprint(1)\n',
    })
    const [service] = project.services
    expect(project.services).toHaveLength(1)
    expect([...service.files].map((id) => project.evaluation.file(id).summary.path)).toEqual([
      'shop/__init__.py',
      'shop/main.py',
      'shop/orders.py',
    ])
  })

  it('are told apart by the folders that are built; shared code belongs to each', async () => {
    const project = await linked({
      'billing/setup.py': SETUP,
      'billing/billing_app.py': `import shared_log\n${APPLICATION}`,
      'mail/setup.py': SETUP,
      'mail/mail_app.py': `import shared_log\nimport templates_of\n${APPLICATION}`,
      'mail/templates_of.py': 'SUBJECT = "x"\n',
      'shared_log.py': 'LEVEL = 1\n',
    })
    expect(project.services.map(({ name, root }) => [name, root])).toEqual([
      ['billing', 'billing'],
      ['mail', 'mail'],
    ])
    const at = (path: string): readonly string[] => {
      const file = project.evaluation.files.find(({ summary, origin }) => origin === 'project' && summary.path === path)
      return file === undefined ? ['no such file'] : project.servicesAt(file.id)
    }
    expect(at('shared_log.py')).toEqual(['billing', 'mail'])
    expect(at('mail/templates_of.py')).toEqual(['mail'])
  })

  it('say how their path operations run, and nothing that is not known', async () => {
    const project = await linked({
      'main.py': `${APPLICATION}@app.get("/a")\nasync def a():\n    return 1\n`,
    })
    expect(project.services[0].snapshot.mode?.value).toBe('async')
    expect(project.services[0].snapshot).not.toHaveProperty('workers')
  })

  it('are run by what starts their application from its folder; what speaks of moved code runs none', async () => {
    const project = await linked({
      Dockerfile: 'FROM python:3.11-slim\nCMD ["uvicorn", "main:app", "--workers", "3"]\n',
      'main.py': 'raise SystemExit("moved to shop")\n',
      'shop/Dockerfile': 'FROM python:3.13-slim\nCMD ["uvicorn", "main:app", "--workers", "2"]\n',
      'shop/main.py': APPLICATION,
      'mail/Dockerfile': 'FROM python:3.12-slim\n',
      'mail/service.py': APPLICATION,
      'units/mail/mail.service': '[Service]\nExecStart=/opt/mail/bin/uvicorn service:app --workers 4\n',
    })
    expect(project.services.map(({ name, snapshot: { python, workers } }) => [name, python?.value, workers?.value])).toEqual([
      ['mail', '3.12', 4],
      ['shop', '3.13', 2],
    ])
    expect(project.services.flatMap(({ snapshot: { workers } }) => workers?.conflicts ?? [])).toEqual([])
  })

  it('know the server that their own code starts, and images for production before those of tests', async () => {
    const project = await linked({
      'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["fastapi", "uvicorn"]\n',
      'tests/Dockerfile': 'FROM python:3.9\n',
      'deploy/Dockerfile': 'FROM gcr.io/distroless/python3-debian12\nCMD ["-m", "shop"]\n',
      'shop/app.py': APPLICATION,
      'shop/__main__.py': 'import uvicorn\nuvicorn.run("shop.app:app")\n',
    })
    const [{ snapshot }] = project.services
    expect(snapshot.asgiServer).toMatchObject({ value: 'uvicorn', confidence: 'medium' })
    expect(snapshot.python?.confidence).toBe('low')
    expect(snapshot.deployment?.evidence.map(({ file }) => project.manifest(file).path)).toEqual(['deploy/Dockerfile'])
  })

  it('are not the folder of a module called setup.py; general folders name nothing', async () => {
    const project = await linked({
      'pyproject.toml': '[project]\nname = "shop"\n',
      'src/core/setup.py': APPLICATION,
      'worker/docker/Dockerfile': 'FROM python:3.13\n',
      'worker/docker/serve.py': APPLICATION,
    })
    expect(project.services.map(({ name, root }) => [name, root])).toEqual([
      ['shop', ''],
      ['worker', 'worker/docker'],
    ])
  })
})
