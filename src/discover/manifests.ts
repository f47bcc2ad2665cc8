/** Which files beside the Python are read, by their names. */
import type { ManifestFormat } from '../model/manifest.ts'

const NAMES: Readonly<Record<string, ManifestFormat>> = {
  'pyproject.toml': 'toml',
  'fly.toml': 'toml',
  'railway.toml': 'toml',
  Pipfile: 'toml',
  'app.json': 'json',
  'railway.json': 'json',
  'vercel.json': 'json',
  'uv.lock': 'lock',
  'poetry.lock': 'lock',
  'pdm.lock': 'lock',
  'Pipfile.lock': 'lock',
  'alembic.ini': 'ini',
  'setup.cfg': 'ini',
  'logging.ini': 'ini',
  'supervisord.conf': 'ini',
  Procfile: 'lines',
  '.dockerignore': 'lines',
}

const PATTERNS: readonly (readonly [RegExp, ManifestFormat])[] = [
  [/\.dockerignore$/, 'lines'],
  [/^(?:Dockerfile|Containerfile)(?:[.-].*)?$/, 'dockerfile'],
  [/\.(?:dockerfile|containerfile)$/i, 'dockerfile'],
  [/(?<!-lock)\.ya?ml$/, 'yaml'],
  [/^\.env(?:\..+)?$|\.env$/, 'dotenv'],
  [/^(?:.*[-_.])?(?:requirements|constraints)(?:[-_.].*)?\.(?:txt|in)$/, 'requirements'],
  [/\.service$/, 'ini'],
  [/\.(?:sh|bash)$|^(?:docker-)?entrypoint$/, 'shell'],
]

/** The format of a file that is no Python, by its path; null if it is not read. */
export function manifestFormatOf(path: string): ManifestFormat | null {
  const cut = path.lastIndexOf('/')
  const name = path.slice(cut + 1)
  if (Object.hasOwn(NAMES, name)) return NAMES[name]
  if (/^(?:base|dev|prod|production|test|common|main)\.txt$/.test(name) && /(?:^|\/)requirements$/.test(path.slice(0, Math.max(cut, 0))))
    return 'requirements'
  return PATTERNS.find(([pattern]) => pattern.test(name))?.[1] ?? null
}
