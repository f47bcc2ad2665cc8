import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { FORMATS } from '../../src/cli/formats.ts'
import { tree } from '../discover/tree.ts'
import { built } from './built.ts'

const faultline = built()

/** One of each kind: by format, in an address, under a name, as a private key, in a manifest, as a default, in a call that other rules look at. */
const CANARIES = {
  format: ['sk', 'live', '9hQ2mVt7LkR4wZs8Np3X'].join('_'),
  address: 'q7Zt42mKx9vB',
  name: 'c29tZTk4ZjJhYTdkMQ8z',
  keyword: 'T7r9ubX4doR2kW5m',
  fallback: 'W8k2Zr7Vt1Xm5NpQ',
  pem: 'MHcCAQEEIOz7Yq3kq1mZf8s9XbVnQ2wT6uRpLdKcJhGyFaEoBiMvoAoGCCqGSM49AwEHoUQD',
  compose: 'hK3vR9xT2mZ7pL4w',
}

const project = {
  'pyproject.toml': '',
  'compose.yml': `services:\n  api:\n    build: .\n    environment:\n      JWT_SECRET: ${CANARIES.compose}\n`,
  'app/__init__.py': '',
  'app/main.py': `import os
import requests
from fastapi import FastAPI
from sqlalchemy import create_engine

app = FastAPI()
API_KEY = "${CANARIES.format}"
SECRET_KEY = "${CANARIES.name}"
TOKEN = os.getenv("TOKEN", "${CANARIES.fallback}")
PEM = "-----BEGIN EC PRIVATE KEY-----\\n${CANARIES.pem}\\n-----END EC PRIVATE KEY-----"
engine = create_engine("postgresql://shop:${CANARIES.address}@db.internal/shop")


@app.get("/")
async def read(name: str):
    return requests.get(name, auth=("x", "y"), headers={"api_key": "${CANARIES.keyword}", "x": "${CANARIES.format}"}, verify=False).text
`,
}

test('no format, log or cache shows a secret', () => {
  const root = tree(project)
  const printed = faultline(['--min-confidence', 'low', '--exit-zero', '-f', 'pretty', '.'], { cwd: root })
  expect(printed.stdout).toContain('sec/hardcoded-secret')
  const shown = [printed.stdout, printed.stderr]
  for (const format of FORMATS) {
    const alone = faultline(['--min-confidence', 'low', '--exit-zero', '-f', format, '.'], { cwd: root })
    expect(alone.code).toBe(0)
    shown.push(alone.stdout, alone.stderr)
  }
  shown.push(faultline(['why', 'app/main.py:7'], { cwd: root }).stdout)
  const kept = readdirSync(path.join(root, '.faultline_cache'), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(root, '.faultline_cache', name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
  expect(kept.length).toBeGreaterThan(0)
  const leaks = [...shown, ...kept].flatMap((text) =>
    text
      .split('\n')
      .flatMap((line) =>
        Object.entries(CANARIES).flatMap(([kind, canary]) => (line.includes(canary) ? [`${kind}: ${line.slice(0, 200)}`] : [])),
      ),
  )
  expect(leaks).toEqual([])
})
