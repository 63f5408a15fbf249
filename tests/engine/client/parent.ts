import { fileURLToPath } from 'node:url'
import { childProcessLauncher } from '../../../src-main/engine/client/child-process-launcher.ts'
import { superviseEngine } from '../../../src-main/engine/client/engine.ts'

// Starts a fake engine, tells its process id to whoever started this, and lives on until it is killed.
const engine = superviseEngine({
  launcher: childProcessLauncher(fileURLToPath(new URL('fake-engine.ts', import.meta.url))),
})
await engine.call('engine.describe', {})
process.send!(engine.state().pid)
setInterval(() => {}, 1000)
