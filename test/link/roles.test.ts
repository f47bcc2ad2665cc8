import { describe, expect, it } from 'vitest'
import { linked } from './linked.ts'

async function roles(files: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const project = await linked(files)
  const own = project.evaluation.files.filter(({ origin }) => origin === 'project')
  return Object.fromEntries(own.map(({ id, summary }) => [summary.path, project.role(id)]))
}

const APP = 'from fastapi import FastAPI\napp = FastAPI()\n'

describe('roles', () => {
  it('makes whatever an application imports its code, by whatever name', async () => {
    const files = {
      'app/__init__.py': '',
      'app/main.py': `${APP}from app.tools.test_runner import run\nfrom .late import x\n`,
      'app/tools/__init__.py': '',
      'app/tools/test_runner.py': 'def run():\n    from app.examples import deep\n',
      'app/examples.py': 'x = 1\n',
      'app/late.py': 'x = 1\n',
      'app/orphan.py': 'x = 1\n',
      'tests/test_app.py': 'from app.main import app\n',
    }
    expect(await roles(files)).toEqual({
      'app/__init__.py': 'app',
      'app/main.py': 'app',
      'app/tools/__init__.py': 'app',
      'app/tools/test_runner.py': 'app',
      'app/examples.py': 'app',
      'app/late.py': 'app',
      'app/orphan.py': 'unreached',
      'tests/test_app.py': 'test',
    })
  })
  it('follows modules named by strings where a file imports by name', async () => {
    const files = {
      'main.py': `${APP}import importlib\nNAMES = ["routers.users"]\nfor name in NAMES:\n    importlib.import_module(name)\n`,
      'routers/users.py': 'x = 1\n',
      'routers/dead.py': 'x = 1\n',
    }
    expect(await roles(files)).toMatchObject({ 'routers/users.py': 'app', 'routers/dead.py': 'unreached' })
  })
  it('knows the others by folder, name, first lines and content', async () => {
    const files = {
      'main.py': APP,
      'vendor/x.py': '',
      'role@10.0.0.1/x.py': '',
      'api_pb2.py': '',
      'db/1.py': 'revision = "a"\ndown_revision = None\n',
      'db/migrations/data.py': 'x = 1\n',
      'check.py': 'import pytest\ndef test_a():\n    pass\n',
      'scripts/run.py': '',
      'cli/main.py': '',
      'docs/conf.py': '',
      'setup.py': 'from setuptools import setup\nsetup()\n',
      'core/setup.py': 'x = 1\n',
    }
    expect(await roles(files)).toEqual({
      'main.py': 'app',
      'vendor/x.py': 'vendored',
      'role@10.0.0.1/x.py': 'vendored',
      'api_pb2.py': 'generated',
      'db/1.py': 'migration',
      'db/migrations/data.py': 'unreached',
      'check.py': 'test',
      'scripts/run.py': 'script',
      'cli/main.py': 'cli',
      'docs/conf.py': 'docs',
      'setup.py': 'script',
      'core/setup.py': 'unreached',
    })
  })
})
