import { engineContract } from '../../../src-main/engine/contract.ts'
import { parentPort } from '../../../src-main/engine/parent-port.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { serve } from '../../../src-preload/rpc/server.ts'
import { fakeDescription } from '../fake-description.ts'

// An engine process without TensorFlow that dies and hangs on request: FAKE_ENGINE sets how it starts, the run folder
// of `training.stop` what it does next.

const start = process.env.FAKE_ENGINE ?? ''
if (start === 'die') {
  process.stderr.write('first line\nlibcudart.so.12 is not what it was\n')
  process.exit(7)
}

const description = { ...fakeDescription, unusedGpu: start === 'unused-gpu' ? 'NVIDIA H1' : null }
const block = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)

let stopTraining: (() => void) | undefined

const port = parentPort()
port.onClose(() => process.exit(0))
if (start === 'other-protocol') port.post({ kind: 'hello', protocol: 999 })

const { emit } = serve(
  engineContract,
  {
    async 'engine.describe'() {
      if (start === 'slow') await new Promise((resolve) => setTimeout(resolve, 400))
      if (start === 'mute') await new Promise(() => {})
      if (start === 'no-tensorflow') throw new CirrusError('engine-missing', 'TensorFlow is not ready.', 'no addon')
      if (start === 'other-contract') return { device: 'cpu' } as never
      return description
    },
    /** Trains until stopped; with a run folder that ends in `hang`, it then hangs in a step. */
    'training.run': ({ runFolder }, { progress }) =>
      new Promise((resolve) => {
        const step = { epoch: 1, epochs: 9, step: 1, stepsPerEpoch: 9, loss: 1, imagesPerSecond: 1 }
        progress({ kind: 'step', step: { ...step, secondsLeft: null } })
        stopTraining = () => {
          if (runFolder.endsWith('hang')) block(1e9)
          const end = {
            state: 'interrupted',
            stoppedEarly: false,
            epoch: 1,
            bestEpoch: null,
            bestValidationLoss: null,
            bestTestLoss: null,
          } as const
          resolve({ ...end, device: description.name, parameters: 1 })
        }
      }),
    'training.stop'({ runFolder: request }) {
      if (request === 'crash') process.exit(3)
      if (request === 'abort') process.abort()
      if (request === 'throw') setImmediate(() => void Promise.reject(new Error('an engine defect')))
      if (request === 'block') block(700)
      if (request === 'hang') block(1e9)
      if (request === 'memory') {
        process.stderr.write("terminate called after throwing an instance of 'std::bad_alloc'\n")
        process.abort()
      }
      if (request === 'card') {
        process.stderr.write('F cuda_dnn.cc: CUDA_ERROR_ILLEGAL_ADDRESS: an illegal memory access was encountered\n')
        process.abort()
      }
      stopTraining?.()
      return {}
    },
    'reconstruction.run': () => new Promise(() => {}),
    'prior.encode': () => new Promise(() => {}),
    'prior.gaussian': () => new Promise(() => {}),
    'likelihood.run': () => new Promise(() => {}),
    'decoding.run': () => new Promise(() => {}),
    'sky.draw': () => new Promise(() => {}),
    'decoder.residual': () => new Promise(() => {}),
    'inpainting.laplace': () => new Promise(() => {}),
    'inpainting.hmc': () => new Promise(() => {}),
    'inpainting.flow': () => new Promise(() => {}),
    'inpainting.run': (_, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    'classifier.run': () => new Promise(() => {}),
  },
  port,
)
if (start !== 'silent') setInterval(() => emit('heartbeat', { memoryUsed: 123 }), 30)
