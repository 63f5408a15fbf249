import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { useStandIns } from './stand-ins.ts'

// node use-terminal.ts APP WORDS...: starts the packed Cirrus of the folder APP as resources/terminal/cirrus would, with the
// words of a command.
const [folder, ...words] = process.argv.slice(2)
const strays = useStandIns(pathToFileURL(folder).href)
const { app } = await import('./electron.ts')
const exit = (code = 0) => {
  for (const stray of strays) process.stderr.write(`stray: ${stray}\n`)
  process.exit(code)
}
Object.assign(app, { exit })
process.argv = ['cirrus', '--disable-gpu', '--terminal', '--', ...words]
await import(pathToFileURL(join(folder, 'out', 'main', 'index.js')).href)
