import { describe, expect, it } from 'vitest'
import { summariseManifest } from '../../../src/lower/summarise-manifest.ts'
import { loadShellParser } from '../../../src/parse/manifest/shell.ts'
import type { DocumentNode, ManifestFormat, ManifestSummary } from '../../../src/model/manifest.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const read = async (path: string, format: ManifestFormat, text: string): Promise<ManifestSummary> => {
  const summary = summariseManifest(path, format, bytes(text), await loadShellParser())
  if (summary === null || 'because' in summary) throw new Error(`not read: ${JSON.stringify(summary)}`)
  return summary
}

/** Every scalar with its path of keys and the text it stands on. */
const scalars = (nodes: readonly DocumentNode[], text: string): readonly string[] => {
  const pathOf = (node: DocumentNode): string => (node.parent < 0 ? '' : `${pathOf(nodes[node.parent])}/${node.key}`)
  return nodes
    .filter(({ is }) => is === 'scalar')
    .map((node) => `${pathOf(node)} = ${String(node.value)} @ ${text.slice(node.start, node.end)}`)
}

describe('YAML', () => {
  it('has keys, values and places, over several documents', async () => {
    const text = 'services:\n  web:\n    ports: ["80:80", 443]\n    tty: true\n---\nkind: Service\n'
    const { nodes, problems } = await read('compose.yml', 'yaml', text)
    expect(scalars(nodes, text)).toEqual([
      '/services/web/ports/0 = 80:80 @ "80:80"',
      '/services/web/ports/1 = 443 @ 443',
      '/services/web/tty = true @ true',
      '/kind = Service @ Service',
    ])
    expect(nodes.filter(({ parent }) => parent < 0).map(({ key }) => key)).toEqual([0, 1])
    expect(problems).toEqual([])
  })

  it('writes out merge keys and aliases; own keys win', async () => {
    const text = 'x: &base\n  restart: always\n  user: root\nservices:\n  web:\n    <<: *base\n    user: app\n  job: *base\n'
    const { nodes } = await read('compose.yml', 'yaml', text)
    const found = scalars(nodes, text).map((line) => line.split(' @')[0])
    expect(found).toContain('/services/web/restart = always')
    expect(found).toContain('/services/web/user = app')
    expect(found).not.toContain('/services/web/user = root')
    expect(found).toContain('/services/job/user = root')
  })

  it('survives a bomb of aliases and an alias of itself', async () => {
    const levels = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join(', ')}]`)
    const bomb = await read('compose.yml', 'yaml', `a0: &a0 [x, x, x]\n${levels.join('\n')}\n`)
    expect(bomb.problems[0]?.because).toMatch(/too large/)
    const cycle = await read('compose.yml', 'yaml', 'services: &a\n  web: *a\n')
    expect(cycle.problems[0]?.because).toMatch(/too deeply/)
    const deep = await read('compose.yml', 'yaml', `services: ${'['.repeat(5_000)}`)
    expect(deep.problems.length).toBeGreaterThan(0)
  })

  it('does not guess what a template expands to, and takes quoted braces for text', async () => {
    const template = await read('deploy/compose.yml', 'yaml', 'services:\n  web:\n    image: {{ .Values.image }}\n')
    expect(template.nodes).toEqual([])
    expect(template.problems[0]?.because).toMatch(/template/)
    const workflow = await read('.github/workflows/ci.yml', 'yaml', 'jobs:\n  a:\n    if: ${{ always() }}\n    tag: "x{{y}}"\n')
    expect(workflow.problems).toEqual([])
    expect(workflow.nodes.length).toBeGreaterThan(3)
  })

  it('leaves other YAML alone, and says of broken YAML that it is', async () => {
    expect(summariseManifest('mkdocs.yml', 'yaml', bytes('site_name: x\n'), await loadShellParser())).toBeNull()
    const broken = await read('compose.yml', 'yaml', 'services:\n  web: [a\n')
    expect(broken.problems[0]?.because).toMatch(/^This is no valid YAML/)
  })

  it('tells comments from text', async () => {
    const text = 'services: # production\n  web:\n    image: "a#b" # c\n'
    const { comments } = await read('compose.yml', 'yaml', text)
    expect(comments.map((comment) => comment.text)).toEqual(['# production', '# c'])
    expect(comments.map(({ start, end }) => text.slice(start, end))).toEqual(['# production', '# c'])
  })
})

describe('TOML', () => {
  it('joins tables that are written apart, with places', async () => {
    const text = '[tool.a]\nx = 1\n[project]\nname = "p"\n[tool.b]\n"y.z" = [1, {k = "v"}]\n[[tool.c]]\nn = 1\n[[tool.c]]\nn = 2\n'
    const { nodes } = await read('pyproject.toml', 'toml', text)
    expect(scalars(nodes, text)).toEqual([
      '/tool/a/x = 1 @ 1',
      '/project/name = p @ "p"',
      '/tool/b/y.z/0 = 1 @ 1',
      '/tool/b/y.z/1/k = v @ "v"',
      '/tool/c/0/n = 1 @ 1',
      '/tool/c/1/n = 2 @ 2',
    ])
  })

  it('says why it cannot be read', async () => {
    const { problems, nodes } = await read('pyproject.toml', 'toml', 'a = = 1\n')
    expect(nodes).toEqual([])
    expect(problems[0]?.because).toMatch(/^This is no valid TOML/)
  })
})

describe('INI and environment files', () => {
  it('reads sections and continued values', async () => {
    const text = '[alembic]\nscript_location = migrations\n# note\nversion_locations = a\n    b\n[x]\nk: v\n'
    const { nodes } = await read('alembic.ini', 'ini', text)
    expect(scalars(nodes, text).map((line) => line.replaceAll('\n', '|'))).toEqual([
      '/alembic/script_location = migrations @ migrations',
      '/alembic/version_locations = a|b @ a|    b',
      '/x/k = v @ v',
    ])
  })

  it('reads names, quotes, export and comments', async () => {
    const text = '# head\nexport A=1\nB="x # y"\nC=z # note\nnot a line\nD=\n'
    const { nodes } = await read('.env', 'dotenv', text)
    expect(scalars(nodes, text)).toEqual(['/A = 1 @ 1', '/B = x # y @ "x # y"', '/C = z @ z', '/D =  @ '])
  })
})

describe('Dockerfile', () => {
  it('has flags, words, exec form and the command inside a health check', async () => {
    const text =
      'ARG V=3.13\nFROM --platform=linux/amd64 python:${V}-slim AS base\nCOPY --from=build --chown=app . /app\nHEALTHCHECK --interval=5s CMD curl -f http://x || exit 1\nRUN pip install \\\n  a\nCMD ["uvicorn", "app:app"]\n'
    const { instructions, problems } = await read('Dockerfile', 'dockerfile', text)
    expect(problems).toEqual([])
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['ARG', 'FROM', 'COPY', 'HEALTHCHECK', 'RUN', 'CMD'])
    const [, from, copy, health, run, cmd] = instructions
    expect(from?.words.map((word) => word.text)).toEqual(['python:${V}-slim', 'AS', 'base'])
    expect(copy?.flags.map(({ name, value }) => `${name}=${value}`)).toEqual(['from=build', 'chown=app'])
    expect(copy?.words.map((word) => word.text)).toEqual(['.', '/app'])
    expect(health?.rest.text).toBe('CMD curl -f http://x || exit 1')
    expect(run?.rest.text).toBe('pip install \\\n  a')
    expect(cmd?.exec).toBe(true)
    expect(cmd?.words.map((word) => word.text)).toEqual(['uvicorn', 'app:app'])
    expect(text.slice(cmd?.start, cmd?.end)).toBe('CMD ["uvicorn", "app:app"]')
  })

  it('names an instruction that there is not, and reads the rest', async () => {
    const { instructions, problems } = await read('Dockerfile', 'dockerfile', 'FROM a\nIMPORT b\nRUN c\n')
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['FROM', 'RUN'])
    expect(problems.map(({ because }) => because)).toEqual(['`IMPORT` is no instruction of a Dockerfile; the rest was analysed.'])
  })
})

describe('requirements', () => {
  it('reads names, versions, markers, options and what pip alone understands', async () => {
    const text =
      'FastAPI[all]>=0.1,<1 ; python_version > "3.8"  # web\n-r base.txt\n-e .\n--extra-index-url https://x\nPy_JWT==2.0 \\\n  --hash=sha256:00\npkg @ https://x/y.whl\n./local\n???\n'
    const { requirements, problems } = await read('requirements.txt', 'requirements', text)
    expect(requirements?.requirements.map(({ name, specifier, marker, hashes }) => [name, specifier, marker, hashes])).toEqual([
      ['fastapi', '>=0.1,<1', 'python_version > "3.8"', false],
      ['py-jwt', '==2.0', null, true],
      ['pkg', '', null, false],
    ])
    expect(requirements?.includes.map(({ file, constraint }) => [file, constraint])).toEqual([['base.txt', false]])
    expect(requirements?.options.map((option) => option.text)).toEqual(['-e .', '--extra-index-url https://x', './local'])
    expect(problems.map(({ because }) => because)).toEqual(['`???` is no requirement.'])
  })
})

describe('lock files', () => {
  it('of uv and pipenv', async () => {
    const text =
      'version = 1\n[[package]]\nname = "Fast_API"\nversion = "1.0"\ndependencies = [{ name = "Star_Lette" }]\n[[package]]\nname = "own"\nsource = { virtual = "." }\n'
    const uv = await read('uv.lock', 'lock', text)
    expect(uv.packages).toMatchObject([
      { name: 'fast-api', version: '1.0', requires: ['star-lette'], own: false },
      { name: 'own', version: null, requires: [], own: true },
    ])
    expect(uv.packages.map(({ start, end }) => text.slice(start, end))).toEqual(['name = "Fast_API"', 'name = "own"'])
    const poetry = '[[package]]\nname = "a"\nversion = "1"\n[package.dependencies]\nB = ">=1"\n[package.extras]\nx = ["c (>=1)"]\n'
    expect((await read('poetry.lock', 'lock', poetry)).packages).toMatchObject([{ name: 'a', requires: ['b'] }])
    const pipenv = await read('Pipfile.lock', 'lock', '{"default": {"redis": {"version": "==5.0"}}}')
    expect(pipenv.packages).toMatchObject([{ name: 'redis', version: '5.0', start: 13, end: 20 }])
    expect(summariseManifest('uv.lock', 'lock', bytes('not [ toml'), await loadShellParser())).toMatchObject({
      because: expect.stringMatching(/no lock file/) as string,
    })
  })
})

describe('shell', () => {
  it('splits into commands, unquotes constant words, knows exec and what follows', async () => {
    const text =
      'set -e\nalembic upgrade head && exec uvicorn "app:app" --port ${PORT:-80} > log\nif true; then\n  A=1 celery -A x worker &\nfi\n'
    const { commands } = await read('entry.sh', 'shell', text)
    expect(commands.map(({ words, exec, joins }) => [words, exec, joins])).toEqual([
      [['set', '-e'], false, ';'],
      [['alembic', 'upgrade', 'head'], false, '&&'],
      [['uvicorn', 'app:app', '--port', null], true, ';'],
      [['true'], false, ';'],
      [['celery', '-A', 'x', 'worker'], false, '&'],
    ])
  })
})

describe('any bytes', () => {
  const formats: readonly (readonly [string, ManifestFormat])[] = [
    ['compose.yml', 'yaml'], ['pyproject.toml', 'toml'], ['app.json', 'json'], ['setup.cfg', 'ini'], ['.env', 'dotenv'],
    ['Dockerfile', 'dockerfile'], ['requirements.txt', 'requirements'], ['uv.lock', 'lock'], ['a.sh', 'shell'], ['Procfile', 'lines'],
  ] // prettier-ignore
  it.each(formats)('of %s are read or refused with a reason', async (path, format) => {
    const texts = [
      '',
      '\n\n',
      '}{][',
      '"'.repeat(1_000),
      '('.repeat(10_000),
      '\\\n'.repeat(500),
      'FROM\nRUN <<EOF\n',
      'a: b: c: d',
      '\u{1f600} = x',
    ]
    const shell = await loadShellParser()
    for (const text of texts) expect(summariseManifest(path, format, bytes(text), shell)).toBeDefined()
    const binary = summariseManifest(path, format, new Uint8Array([0, 1, 2, 255]), shell)
    expect(binary === null || 'because' in binary).toBe(format !== 'yaml' || binary !== null)
    expect(summariseManifest(path, format, new Uint8Array([0xff, 0xfe]), shell)).toBeDefined()
  })
})
