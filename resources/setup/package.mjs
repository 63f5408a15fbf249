import { join } from 'node:path'
import { handOver } from './hand-over.mjs'
import { explain, setUp } from './setup.mjs'

// Packages of the desktop, in dist/: node package.mjs [electron-builder's options]. They have TensorFlow in them, unless
// --config names another configuration.
const options = process.argv.slice(2)
const bundled = options.includes('--config') ? [] : ['--config', 'electron-builder.bundled.yml']
try {
  const place = await setUp({ window: true })
  const builder = join(place.modules, 'electron-builder', 'cli.js')
  process.exitCode = await handOver(place.node, [builder, ...bundled, ...options], { cwd: place.root })
} catch (error) {
  explain(error)
  process.exitCode = 1
}
