import { parseArgs } from 'node:util'
import { createApplication } from '../../src-main/application/index.ts'
import { childProcessLauncher } from '../../src-main/engine/client/child-process-launcher.ts'
import { startServer } from '../../src-main/serve/server.ts'
import { jumpClock } from './jump-clock.ts'

// A browser host as `cirrus serve` runs it, for the campaign: node host-process.ts --home DIR --window DIR
// [--engine FILE] [--clock-jumps]. Prints {"address"} once it serves; ends with status 0 after SIGTERM.

const { values } = parseArgs({
  options: {
    home: { type: 'string', default: '' },
    window: { type: 'string', default: '' },
    engine: { type: 'string' },
    'clock-jumps': { type: 'boolean', default: false },
  },
})
if (values['clock-jumps']) jumpClock()
// No archive is to be asked for what random payloads name.
globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'))

const launch = childProcessLauncher(values.engine)
const application = await createApplication({
  home: values.home,
  door: 'browser',
  demo: false,
  // Engines that train get what no other program wants of the machine: too little, where it does other work.
  engineLauncher: (environment) => launch({ ...environment, CIRRUS_ENGINE_BACKGROUND: '' }),
})
const server = await startServer({ application, rendererFolder: values.window })
async function end(): Promise<void> {
  await server.close()
  await application.close()
  process.exit(0)
}
process.once('SIGTERM', () => void end())
process.stdout.write(`${JSON.stringify({ address: server.address })}\n`)
