import { engineContract } from '../../src-main/engine/contract.ts'
import { endWithParent } from '../../src-main/engine/end-with-parent.ts'
import { parentPort } from '../../src-main/engine/parent-port.ts'
import { serve } from '../../src-preload/rpc/server.ts'
import { madeEngineHandlers } from './made-launcher.ts'

// An engine without TensorFlow in a process of its own, which exits with its parent like the real one.

const port = parentPort()
port.onClose(() => process.exit(0))
endWithParent()
serve(engineContract, madeEngineHandlers(), port)
