import { setTimeout } from 'node:timers/promises'
import { engineContract } from '../../../src-main/engine/contract.ts'
import { parentPort } from '../../../src-main/engine/parent-port.ts'
import { serve } from '../../../src-preload/rpc/server.ts'
import { madeEngineHandlers } from '../../application/made-launcher.ts'
import { fakeDescription } from '../../engine/fake-description.ts'
import { eventsPerSecond, wallTime } from '../event-times.ts'

// An engine whose trainings report steps at a steady rate, with the time of each in the place of the loss, and end when they
// are stopped.

const port = parentPort()
port.onClose(() => process.exit(0))
const stop = new AbortController()
serve(
  engineContract,
  {
    ...madeEngineHandlers(),
    async 'training.run'(_, { progress }) {
      progress({ kind: 'start', device: fakeDescription, parameters: 1, note: null })
      const began = performance.now()
      const facts = { epoch: 1, epochs: 1, stepsPerEpoch: 1e9, imagesPerSecond: 1, secondsLeft: null }
      for (let step = 1; !stop.signal.aborted; step++) {
        await setTimeout(Math.max(0, began + (1000 * step) / eventsPerSecond - performance.now()))
        progress({ kind: 'step', step: { ...facts, step, loss: wallTime() } })
      }
      const none = { bestEpoch: null, bestValidationLoss: null, bestTestLoss: null }
      return {
        state: 'interrupted' as const,
        stoppedEarly: false,
        epoch: 0,
        ...none,
        device: fakeDescription.name,
        parameters: 1,
      }
    },
    'training.stop'() {
      stop.abort()
      return {}
    },
  },
  port,
)
