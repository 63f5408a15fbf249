import { join } from 'node:path'
import { handOver, nodeFlags } from './hand-over.mjs'
import { explain, setUp } from './setup.mjs'

try {
  const place = await setUp({ stream: process.stderr })
  const bench = join(place.root, 'tests', 'bench', 'run.ts')
  process.exitCode = await handOver(place.node, [...nodeFlags, bench, ...process.argv.slice(2)])
} catch (error) {
  explain(error)
  process.exitCode = 1
}
