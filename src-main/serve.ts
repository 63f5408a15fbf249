import { parseArgs } from 'node:util'
import { CirrusError } from '../src-preload/rpc/errors.ts'
import { serveUntilStopped } from './serve/serve-until-stopped.ts'

const usage = `Serves the window of Cirrus to a browser on this machine.

  node src-main/serve.ts [--port N] [--open] [--home FOLDER]

  --port N       listen on this port (default: a free one)
  --open         open the address in the browser
  --home FOLDER  where catalog, datasets and runs are (default: CIRRUS_HOME, or the platform's data folder)
`

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      open: { type: 'boolean', default: false },
      home: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new TypeError(`--port ${values.port}: a port is a whole number from 0 to 65535.`)
  return { ...values, port }
}

let options: ReturnType<typeof readOptions>
try {
  options = readOptions()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`)
  process.exit(2)
}

if (options.help) process.stdout.write(usage)
else
  try {
    await serveUntilStopped(options)
    process.exit(0)
  } catch (error) {
    const message = error instanceof CirrusError ? error.message : error instanceof Error ? error.stack : error
    process.stderr.write(`${message}
`)
    process.exit(1)
  }
