import { describe, expect, test } from 'vitest'
import { program } from './program.ts'

describe('modules', () => {
  test('src layout, packages, relative imports, re-exports', async () => {
    const p = await program({
      'src/shop/__init__.py': 'from .models import Order\nfrom . import prices as money',
      'src/shop/models.py': 'class Order: pass\nclass Line: pass',
      'src/shop/prices.py': 'from .models import *\ndef total(): return Line()',
      'src/shop/api/users.py': 'from ..models import Order\nfrom ...shop import prices\nreveal(Order)\nreveal(prices.total())',
      'tests/test_shop.py':
        'import shop.models\nfrom shop import Order, money\nreveal(Order)\nreveal(shop.models.Line)\nreveal(money.Order)\nreveal(shop)',
    })
    expect(p.revealed('tests/test_shop.py')).toEqual([
      'class shop.models.Order',
      'class shop.models.Line',
      'class shop.models.Order',
      'module shop',
    ])
    expect(p.revealed('src/shop/api/users.py')).toEqual(['class shop.models.Order', 'shop.models.Line'])
  })

  test('of several files of one name the one nearest to the importer', async () => {
    const p = await program({
      'a/core/config.py': 'class A: pass',
      'b/core/config.py': 'class B: pass',
      'a/main.py': 'from core.config import A\nreveal(A)',
      'b/main.py': 'from core.config import B\nreveal(B)',
      'c/main.py': 'import core.config\nreveal(core.config.A)',
    })
    expect(p.revealed('a/main.py')).toEqual(['class core.config.A'])
    expect(p.revealed('b/main.py')).toEqual(['class core.config.B'])
    expect(p.revealed('c/main.py')).toEqual(['class core.config.A'])
  })

  test('a package goes before a module of its name, a module before its stub', async () => {
    const p = await program({
      'both.py': 'x = 1',
      'both/__init__.py': "x = 'a'",
      'twin.py': 'y = 1',
      'twin.pyi': 'y: str',
      'main.py': 'import both, twin\nreveal(both.x)\nreveal(twin.y)',
    })
    expect(p.revealed('main.py')).toEqual(['str', 'int'])
  })

  test('a project file does not shadow a library elsewhere, nor itself', async () => {
    const p = await program(
      {
        'app/__init__.py': '',
        'app/cache/__init__.py': '',
        'app/cache/redis.py': 'import redis\nfrom redis import Redis\nreveal(Redis)',
        'app/main.py': 'import redis\nreveal(redis.Redis())\nfrom app.cache import redis as own\nreveal(own)',
        'scripts/helper.py': 'def help(): return 1',
        'scripts/run.py': 'import helper\nreveal(helper.help())',
        'alembic/env.py': 'from alembic import context\nreveal(context)',
      },
      { 'redis/__init__.pyi': 'class Redis: ...' },
    )
    expect(p.revealed('app/main.py')).toEqual(['redis.Redis', 'module app.cache.redis'])
    expect(p.revealed('app/cache/redis.py')).toEqual(['class redis.Redis'])
    expect(p.revealed('scripts/run.py')).toEqual(['int'])
    expect(p.revealed('alembic/env.py')).toEqual(['alembic.context'])
  })

  test('__all__, star cycles, namespace packages, missing names', async () => {
    const p = await program({
      'pkg/a.py': "from pkg.b import *\n__all__ = ['One']\n__all__ += ['_two']\nclass One: pass\nclass _two: pass\nclass Three: pass",
      'pkg/b.py': 'from pkg.a import *\nclass Bee: pass\nclass _Hidden: pass',
      'main.py':
        'from pkg.a import *\nimport pkg.b\nreveal(One)\nreveal(_two)\nreveal(Three)\nreveal(pkg.b.Bee)\nreveal(pkg.b.One)\nreveal(pkg.b._Hidden)\nreveal(pkg.b.nothing)',
    })
    expect(p.revealed('main.py')).toEqual([
      'class pkg.a.One',
      'class pkg.a._two',
      'unknown(unknown-name)',
      'class pkg.b.Bee',
      'class pkg.a.One',
      'class pkg.b._Hidden',
      'unknown(unknown-name)',
    ])
  })

  test('guarded imports, type checking, interpreter versions', async () => {
    const p = await program({
      'fast.py': 'class Codec: pass',
      'main.py': `
import sys
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from fast import Codec
else:
    Codec = None
try:
    import fast
except ImportError:
    fast = None
try:
    from fast import Codec as C
except ImportError:
    class C: pass
if sys.version_info >= (3, 8):
    def f(): return 1
else:
    def f(): return 'x'
def g():
    reveal(Codec)
    reveal(fast)
    reveal(C)
    reveal(f())
`,
    })
    expect(p.revealed('main.py')).toEqual(['class fast.Codec', 'module fast', 'class fast.Codec', 'int'])
  })

  test('a library without a stub is a path that attributes and calls extend', async () => {
    const p = await program({
      'main.py': `
import openai
from openai import OpenAI as Client
client = Client(key='x')
reveal(client.chat.completions.create(model='m'))
def f(c: openai.OpenAI):
    reveal(c.chat)
    with c as inner:
        reveal(inner)
class S(openai.Base):
    def go(self):
        reveal(self.get('x'))
reveal(S)
`,
    })
    expect(p.revealed('main.py')).toEqual([
      'openai.OpenAI().chat.completions.create()',
      'openai.OpenAI().chat',
      'openai.OpenAI()',
      'openai.Base().get()',
      'class main.S',
    ])
    expect(p.called('main.py')[0]).toBe('openai.OpenAI().chat.completions.create')
  })
})
