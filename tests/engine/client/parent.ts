import { fileURLToPath } from 'node:url'
import { childProcessLauncher } from '../../../src-main/engine/client/child-process-launcher.ts'
import { superviseEngine } from '../../../src-main/engine/client/engine.ts'

// Starts a fake engine, reports its process id to the parent, and waits to be killed.
const engine = superviseEngine({
  launcher: childProcessLauncher(fileURLToPath(new URL('fake-engine.ts', import.meta.url))),
})
await engine.call('engine.describe', {})
process.send!(engine.state().pid)
setInterval(() => {}, 1000)
