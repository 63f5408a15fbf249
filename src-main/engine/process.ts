import { constants, getPriority, setPriority } from 'node:os'
import { endWithParent } from './end-with-parent.ts'
import { parentPort } from './parent-port.ts'

// The engine process, the only one that loads TensorFlow. It exits when the channel to its parent closes.

// Must come first: threads inherit the priority of the thread that starts them, and TensorFlow starts its own when it
// is loaded.
const { PRIORITY_BELOW_NORMAL } = constants.priority
if (process.env.CIRRUS_ENGINE_BACKGROUND) setPriority(Math.max(getPriority(), PRIORITY_BELOW_NORMAL))

const port = parentPort()
port.onClose(() => process.exit(0))
endWithParent()

// Ctrl-C in a terminal, or the end of a batch job, signals the whole process group. The parent receives the signal too:
// it stops the training with a checkpoint and then ends this process, which must survive until then.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

// Loaded last: it takes seconds, in which the parent may end. What it says meanwhile waits at the port.
const { serveEngine } = await import('./serve-engine.ts')
serveEngine(port)
