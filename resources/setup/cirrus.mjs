import { join } from 'node:path'
import { checkout } from './checkout.mjs'
import { dependenciesReady } from './dependencies.mjs'
import { handOver, nodeFlags } from './hand-over.mjs'
import { explain, setUp } from './setup.mjs'

/** These commands do not need TensorFlow: they run even if it could not be set up. */
const withoutTensorFlow = ['doctor', 'map', 'patch', 'dataset', 'spectrum', 'compare', 'help', '--help', '--version']

const args = process.argv.slice(2)
const place = checkout()
let ready = true
try {
  await setUp({ stream: process.stderr, window: args[0] === 'serve', check: args[0] === 'doctor' })
} catch (error) {
  explain(error)
  ready = withoutTensorFlow.includes(args[0] ?? 'help') && dependenciesReady(place)
}
process.exitCode = ready
  ? await handOver(place.node, [...nodeFlags, join(place.root, 'src-main', 'cli.ts'), ...args])
  : 1
