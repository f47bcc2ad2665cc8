import { readFileSync } from 'node:fs'
import { draw } from './random.ts'
import { backends } from './backends.ts'
const [n, seed, ...words] = process.argv.slice(2)
const pool = backends(words).flatMap(({ name }: any) =>
  JSON.parse(readFileSync(`/tmp/prec-${name.replace('/', '+').replace(/@.*/, '')}.json`, 'utf8'))
    .findings.filter((f: any) => f.confidence !== 'low')
    .map((f: any) => `${name.replace('/', '+').replace(/@.*/, '')} ${f.id}`),
)
console.error(pool.length)
console.log(draw(pool, Number(n), Number(seed)).join('\n'))
