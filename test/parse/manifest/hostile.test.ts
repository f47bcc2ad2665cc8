import { describe, expect, it } from 'vitest'
import { summariseManifest } from '../../../src/lower/summarise-manifest.ts'
import type { ManifestFormat, ManifestSummary } from '../../../src/model/manifest.ts'
import { loadShellParser } from '../../../src/parse/manifest/shell.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

const read = async (path: string, format: ManifestFormat, bytes: Uint8Array): Promise<ManifestSummary> => {
  const summary = summariseManifest(path, format, bytes, await loadShellParser())
  if (summary === null || 'because' in summary) throw new Error(`not read: ${JSON.stringify(summary)}`)
  return summary
}

const keysOf = ({ nodes }: ManifestSummary): readonly string[] => nodes.map(({ key }) => String(key))

describe('broken YAML', () => {
  it('keeps what can be read and says what cannot', async () => {
    const summary = await read('compose.yml', 'yaml', encode('services:\n  web:\n    image: [redis:7\n  db:\n    image: postgres:17\n'))
    expect(summary.problems.length).toBeGreaterThan(0)
    expect(keysOf(summary)).toContain('services')
  })

  it('takes tabs, a lone colon and an unclosed quote', async () => {
    for (const text of ['services:\n\tweb: x\n', ': :\n', 'a: "never closed\nb: 1\n', '- - - -\n', '%YAML 9.9\n---\n'])
      await expect(read('compose.yml', 'yaml', encode(text))).resolves.toBeDefined()
  })
})

describe('anchors', () => {
  it('survives rings of aliases and of merge keys, and names nobody has given', async () => {
    const ring = 'a: &a\n  b: &b\n    c: *a\n    <<: *a\n'
    const merged = 'x: &x\n  <<: *x\n  y: 1\n'
    const unknown = 'services:\n  web: *nobody\n'
    for (const text of [ring, merged, unknown]) {
      const summary = await read('compose.yml', 'yaml', encode(text))
      expect(summary.nodes.length).toBeLessThan(10_000)
    }
  })
})

describe('templates', () => {
  it('reads a chart without taking its expressions for values', async () => {
    const chart =
      '{{- if .Values.web.enabled }}\napiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: {{ .Values.replicas }}\n' +
      '  template:\n    spec:\n      containers:\n        {{- range .Values.sidecars }}\n        - name: {{ .name }}\n        {{- end }}\n{{- end }}\n'
    const { nodes } = await read('chart/templates/web.yaml', 'yaml', encode(chart))
    const replicas = nodes.filter(({ key, is }) => key === 'replicas' && is === 'scalar')
    expect(replicas.every(({ value }) => typeof value !== 'number')).toBe(true)
  })
})

describe('Dockerfile', () => {
  it('takes bytes that are no text', async () => {
    const bytes = Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7919 + (index >> 3)) & 0xff)
    const summary = summariseManifest('Dockerfile', 'dockerfile', bytes, await loadShellParser())
    expect(summary === null || 'because' in summary || summary.instructions.length >= 0).toBe(true)
  })

  it('passes by an instruction nobody knows, takes one that never ends, and a heredoc without an end', async () => {
    const text = 'FROM python:3.13\nFROBNICATE all\nRUN pip install \\\n  -r x.txt \\\n'
    const { instructions } = await read('Dockerfile', 'dockerfile', encode(text))
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['FROM', 'RUN'])
    const open = await read('Dockerfile', 'dockerfile', encode('FROM python:3.13\nRUN <<EOF\npip install x\n'))
    expect(open.instructions[0].keyword).toBe('FROM')
  })
})

describe('size', () => {
  const grows = async (make: (count: number) => string, path: string, format: ManifestFormat): Promise<number> => {
    const summary = await read(path, format, encode(make(2_000)))
    return JSON.stringify(summary).length
  }

  it('ends with many services, stages and requirements', async () => {
    const numbered = (count: number, line: (index: number) => string): string =>
      Array.from({ length: count }, (_, index) => line(index)).join('')
    expect(
      await grows((count) => `services:\n${numbered(count, (index) => `  s${index}:\n    image: x:${index}\n`)}`, 'compose.yml', 'yaml'),
    ).toBeGreaterThan(1_000)
    expect(
      await grows(
        (count) => numbered(count / 10, (index) => `FROM python:3.13 AS s${index}\nRUN pip install x${index}\n`),
        'Dockerfile',
        'dockerfile',
      ),
    ).toBeGreaterThan(1_000)
    expect(
      await grows((count) => numbered(count, (index) => `package-${index}==1.${index}\n`), 'requirements.txt', 'requirements'),
    ).toBeGreaterThan(1_000)
  })

  it('ends with a lock file of five megabytes', async () => {
    const block = (index: number): string =>
      `[[package]]\nname = "package-${index}"\nversion = "1.${index}.0"\ndescription = "${'x'.repeat(60)}"\n\n`
    const text = Array.from({ length: 45_000 }, (_, index) => block(index)).join('')
    expect(text.length).toBeGreaterThan(5_000_000)
    const summary = summariseManifest('uv.lock', 'lock', encode(text), await loadShellParser())
    expect(summary).not.toBeNull()
  }, 120_000)

  it('ends with documents in documents', async () => {
    const deep = (open: string, count: number): string => open.repeat(count)
    for (const text of [deep('[', 3_000), deep('{a: ', 3_000), deep('- ', 3_000)])
      await expect(Promise.resolve(summariseManifest('compose.yml', 'yaml', encode(text), await loadShellParser()))).resolves.toBeDefined()
  })
})

describe('requirements', () => {
  it('passes by lines that no installer takes', async () => {
    const text = 'fastapi==0.120.0\n=== nonsense ===\n-e\n--hash=\n\\\n@ @ @\nredis[\nuvicorn>=0.30 ; python_version <\n'
    const summary = await read('requirements.txt', 'requirements', encode(text))
    expect(JSON.stringify(summary)).toContain('fastapi')
  })
})
