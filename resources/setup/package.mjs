import { join } from 'node:path'
import { handOver } from './hand-over.mjs'
import { explain, setUp } from './setup.mjs'

// Packages of the desktop, in dist/: node package.mjs [electron-builder's options]
try {
  const place = await setUp({ window: true })
  const builder = [join(place.modules, 'electron-builder', 'cli.js'), '--config', 'electron-builder.bundled.yml']
  process.exitCode = await handOver(place.node, [...builder, ...process.argv.slice(2)], { cwd: place.root })
} catch (error) {
  explain(error)
  process.exitCode = 1
}
