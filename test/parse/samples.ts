import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const projectRoot = path.join(import.meta.dirname, '..', '..')

/** Python that holds what fixtures may not: every kind of decorator, import, call and literal a query could look at. */
const EXTRA = `from fastapi import FastAPI as App, Depends as D
from sqlalchemy import create_engine as make
import celery.app.base as queue, typer
from . import routes as r
app = App(lifespan=life, on_startup=[a, b], exception_handlers={404: c}, dependencies=[D(x)])
cli = typer.Typer()

@app.get("/x", dependencies=[D(f), Security(g, scopes=["a"])])
@cached
async def read(x: Annotated[int, Depends(one)] = D(two), *, y=1): ...

@cli.command()
@click.option("--n", default=1)
def run(n): return make(f"sqlite://{n}", echo=True)

class Settings(BaseHTTPMiddleware, generic.HTTPEndpoint, metaclass=M):
    functions = [f, g]
    cron_jobs = [cron(f, hour={1})]
    on_startup: list = h
    @field_validator("a", mode="before")
    @classmethod
    def check(cls, v): return v
    @computed_field
    def total(self): return -1

@queue.task
def send(): Base.metadata.create_all(engine); run_sync(Base.metadata.drop_all)

app.add_api_route("/y", read, methods=["GET"]); app.add_middleware(M, x="a" "b", y=("c"), z=b"", w=None)
app.router.lifespan_context = life
routes = [Route("/", r.home), WebSocketRoute("/ws", ws), Mount("/s", app=StaticFiles())]
if __name__ == "__main__":  # main
    app.run(host="0.0.0.0", port=8000, **extra) # comment
`

export interface Sample {
  readonly name: string
  readonly text: string
}

/** Every Python fixture, in path order, and one text of our own. */
export function samples(): readonly Sample[] {
  const files = readdirSync(path.join(projectRoot, 'fixtures'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => name.endsWith('.py'))
    .toSorted()
  return [
    { name: 'extra', text: EXTRA },
    ...files.map((name) => ({ name, text: readFileSync(path.join(projectRoot, 'fixtures', name), 'utf8') })),
  ]
}

/** A source of numbers below a bound that always gives the same ones. */
export function seeded(seed: number): (bound: number) => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

const SCRAPS = [
  '(',
  ')',
  '[',
  '}',
  ':',
  '@',
  '.',
  ',',
  '=',
  '"',
  "'",
  '"""',
  '\n',
  '\n    ',
  '# c\n',
  ' async ',
  ' as ',
  ' if ',
  'f"{',
  '\\',
  '\u00e9',
  '\u{1f600}',
  '**',
  ' lambda: ',
  '...',
  '\t',
]

/** Damages a text in one to four places: cuts, doubled and swapped lines, stray tokens, names exchanged for `names`. */
export function mutate(text: string, random: (bound: number) => number, names: readonly string[]): string {
  let result = text
  for (let round = random(4); round >= 0; round--) {
    const at = random(result.length + 1)
    const to = Math.min(result.length, at + random(40))
    const lines = result.split('\n')
    const line = random(lines.length)
    switch (random(7)) {
      case 0:
        result = result.slice(0, at) + result.slice(to)
        break
      case 1:
        result = result.slice(0, at) + SCRAPS[random(SCRAPS.length)] + result.slice(at)
        break
      case 2:
        result = lines.toSpliced(line, 0, lines[random(lines.length)]).join('\n')
        break
      case 3:
        result = lines.toSpliced(line, 1).join('\n')
        break
      case 4:
        result = result.slice(0, Math.max(at, result.length >> 1))
        break
      default: {
        const found = [...result.matchAll(/\b[a-z_]\w*\b/gi)]
        if (found.length === 0 || names.length === 0) break
        const { index, 0: name } = found[random(found.length)]
        result = result.slice(0, index) + names[random(names.length)] + result.slice(index + name.length)
      }
    }
  }
  return result
}
