/** The stubs behind the library knowledge: our own, and those typeshed bundles for the standard library and a few packages. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { summarise } from '../lower/summarise.ts'
import type { FileSummary } from '../model/summary.ts'
import { Op } from '../model/summary.ts'
import type { PythonParser } from '../parse/python.ts'
import { coversVersion, foldBranches } from './fold-branches.ts'
import { projectRoot } from './output.ts'

const OWN = path.join(projectRoot, 'rules/knowledge/stubs')

/** Typeshed as a development dependency ships it. */
export const typeshed = path.join(path.dirname(createRequire(import.meta.url).resolve('pyright/package.json')), 'dist/typeshed-fallback')

/** Standard library modules that backends use or rules name; what these import comes along. */
const STANDARD: readonly string[] = `
  _typeshed abc argparse array ast asyncio base64 binascii bisect builtins bz2 calendar codecs collections collections.abc compileall
  concurrent.futures configparser contextlib contextvars copy csv dataclasses datetime decimal difflib email email.message
  email.mime.application email.mime.base email.mime.image email.mime.multipart email.mime.text email.utils enum errno faulthandler fcntl
  filecmp fileinput fnmatch fractions ftplib functools gc getpass glob gzip hashlib heapq hmac html html.parser http http.client http.cookies
  http.server imaplib importlib importlib.metadata importlib.resources importlib.util inspect io ipaddress itertools json keyword linecache
  locale logging logging.config logging.handlers lzma math mimetypes multiprocessing multiprocessing.connection multiprocessing.dummy
  multiprocessing.managers multiprocessing.pool multiprocessing.queues multiprocessing.shared_memory multiprocessing.synchronize numbers
  operator os os.path pathlib pickle pkgutil platform poplib posixpath pprint queue random re resource runpy sched secrets select selectors
  shelve shlex shutil signal smtplib socket socketserver sqlite3 ssl stat statistics string struct subprocess sys tarfile telnetlib tempfile
  textwrap threading time timeit tomllib traceback tracemalloc types typing typing_extensions unicodedata unittest.mock urllib.error
  urllib.parse urllib.request urllib.robotparser uuid venv warnings weakref xml.dom.minidom xml.etree.ElementTree xmlrpc.client zipfile
  zipimport zlib zoneinfo
`
  .trim()
  .split(/\s+/)

/** Distributions whose typeshed stubs are taken instead of writing our own. */
const DISTRIBUTIONS = [
  'PyMySQL',
  'PyYAML',
  'aiofiles',
  'cachetools',
  'docker',
  'httplib2',
  'kafka-python',
  'mysqlclient',
  'paramiko',
  'peewee',
  'pexpect',
  'pika',
  'psutil',
  'pycurl',
  'python-dateutil',
  'python-jose',
  'pytz',
  'qrcode',
  'requests',
  'simplejson',
  'tabulate',
  'toml',
  'xmltodict',
  'grpcio',
  'jsonschema',
]

interface Source {
  readonly file: string
  /** Path the summary carries: `requests/api.pyi`. */
  readonly name: string
}

const moduleOf = (name: string): string => name.replace(/(\/__init__)?\.pyi$/, '').replaceAll('/', '.')

/** Every stub file below a folder, by dotted module name. */
function stubsBelow(folder: string): Map<string, Source> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.split(path.sep).join('/'))
  const found = new Map<string, Source>()
  for (const name of names.filter((each) => each.endsWith('.pyi')).toSorted()) {
    found.set(moduleOf(name), { file: path.join(folder, name), name })
  }
  return found
}

/** Modules of the standard library that the assumed interpreter has. */
function standardLibrary(): Map<string, Source> {
  const folder = path.join(typeshed, 'stdlib')
  const ranges = new Map<string, string>()
  for (const line of readFileSync(path.join(folder, 'VERSIONS'), 'utf8').split('\n')) {
    const [name, range] = line.replace(/#.*/, '').split(':')
    if (range !== undefined) ranges.set(name.trim(), range.trim())
  }
  const all = stubsBelow(folder)
  for (const module of all.keys()) {
    const segments = module.split('.')
    const isThere = segments.every((_, k) => coversVersion(ranges.get(segments.slice(0, k + 1).join('.')) ?? '3.0-'))
    if (!isThere) all.delete(module)
  }
  return all
}

/** Dotted names a stub imports from; for `from a import b` also `a.b`, which may be a module. */
function importsOf(summary: FileSummary, module: string): readonly string[] {
  const { op, a, b, count } = summary.values
  const isPackage = summary.path.endsWith('/__init__.pyi')
  const found: string[] = []
  const absolute = (name: string): string => {
    const dots = /^\.*/.exec(name)![0].length
    if (dots === 0) return name
    const segments = module.split('.')
    const base = segments.slice(0, segments.length - dots + (isPackage ? 1 : 0))
    return [
      ...base,
      ...name
        .slice(dots)
        .split('.')
        .filter((each) => each !== ''),
    ].join('.')
  }
  for (let value = 0; value < count; value++) {
    const kind: Op = op[value]
    if (kind !== Op.Import && kind !== Op.ImportFrom && kind !== Op.ImportStar) continue
    const from = absolute(summary.strings[a[value]])
    found.push(from)
    if (kind === Op.ImportFrom) found.push(`${from}.${summary.strings[b[value]]}`)
  }
  return found
}

/** The text that is lowered. `__slots__` goes: it is no attribute of instances, yet a protocol would seem to ask for it. */
const prepared = (text: string): string => foldBranches(text).replace(/^( *)__slots__ = (?:[([][^()[\]]*[)\]]|.*)$/gm, '$1...')

/** What a library summary never needs: places in its text, query matches, hashes. */
function strip(summary: FileSummary): FileSummary {
  const { values, scopes } = summary
  return {
    ...summary,
    hash: '',
    lineStarts: new Uint32Array(1),
    values: { ...values, start: new Uint32Array(values.count), length: new Uint16Array(values.count), long: new Int32Array(0) },
    scopes: { ...scopes, nameStart: new Uint32Array(scopes.count), nameLength: new Uint16Array(scopes.count) },
    candidates: {
      count: 0,
      query: new Uint16Array(0),
      pattern: new Uint8Array(0),
      captureStart: new Int32Array(1),
      captures: new Int32Array(0),
    },
  }
}

/**
 * Lowers all stubs, by module name in sorted order.
 * @throws if a stub cannot be read or holds a syntax error.
 */
export function lowerStubs(parser: PythonParser): ReadonlyMap<string, FileSummary> {
  const own = stubsBelow(OWN)
  const standard = standardLibrary()
  const bundled = new Map<string, Source>()
  for (const distribution of DISTRIBUTIONS) {
    const folder = path.join(typeshed, 'stubs', distribution)
    if (!existsSync(folder)) throw new Error(`typeshed has no stubs for ${distribution}`)
    for (const [module, source] of stubsBelow(folder)) if (!module.startsWith('@')) bundled.set(module, source)
  }
  const lowered = new Map<string, FileSummary>()
  const wanted = [...own.keys(), ...bundled.keys(), ...STANDARD]
  while (wanted.length > 0) {
    const module = wanted.pop()!
    if (lowered.has(module)) continue
    const source = own.get(module) ?? bundled.get(module) ?? standard.get(module)
    if (source === undefined) continue
    const summary = summarise(source.name, Buffer.from(prepared(readFileSync(source.file, 'utf8'))), parser)
    if ('because' in summary) throw new Error(`${source.name}: ${summary.because}`)
    if (summary.problems.length > 0)
      throw new Error(`${source.name}: syntax error at offset ${summary.problems[0].start} of the folded text`)
    lowered.set(module, strip(summary))
    // A package comes with its parents; the modules it only mentions come if the standard library has them.
    for (let parent = module; parent.includes('.');) {
      parent = parent.slice(0, parent.lastIndexOf('.'))
      wanted.push(parent)
    }
    for (const name of importsOf(summary, module)) wanted.push(name)
  }
  return new Map([...lowered].toSorted(([x], [y]) => (x < y ? -1 : 1)))
}
