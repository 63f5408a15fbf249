import { join } from 'node:path'
import { handOver, nodeFlags } from './hand-over.mjs'
import { explain, setUp } from './setup.mjs'

// A program of the tests' folders: node tool.mjs NAME ... runs tests/NAME/run.ts.
const [name, ...args] = process.argv.slice(2)
try {
  const place = await setUp({ stream: process.stderr })
  process.exitCode = await handOver(place.node, [...nodeFlags, join(place.root, 'tests', name, 'run.ts'), ...args])
} catch (error) {
  explain(error)
  process.exitCode = 1
}
