import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { serve } from '../../src-preload/rpc/server.ts'
import type { Port } from '../../src-preload/rpc/port.ts'
import { engineContract } from './contract.ts'
import { twoSampleTest } from './classifier/two-sample-test.ts'
import { decodeChosen } from './inference/decode-chosen.ts'
import { decoderResidual } from './inference/decoder-residual.ts'
import { likelihood } from './inference/likelihood.ts'
import { drawSky } from './inference/draw-sky.ts'
import { reconstructSplit } from './inference/reconstruct-split.ts'
import { fillWithFlow } from './inpainting/fill-with-flow.ts'
import { inpaint } from './inpainting/inpaint.ts'
import { laplace } from './inpainting/laplace.ts'
import { samplePosterior } from './inpainting/sample-posterior.ts'
import { encodeLatents } from './prior/encode-latents.ts'
import { fitGaussian } from './prior/gaussian.ts'
import { describeDevice, memoryInUse } from './runtime/device.ts'
import { throwTold } from './throw-told.ts'
import { train } from './training/train.ts'

/** Milliseconds between two reports of steps, slow enough for a person to follow. */
const stepInterval = 200

const trainings = new Map<string, AbortController>()

/** Answers the calls of the parent, and tells it once a second that this process is alive. */
export function serveEngine(port: Port): void {
  const { emit } = serve(
    engineContract,
    {
      'engine.describe': () => describeDevice(),

      async 'training.run'({ datasetFolder, runFolder, config, resume, weights }, { signal, progress }) {
        if (trainings.has(runFolder)) throw new CirrusError('busy', `${runFolder} is already being trained.`)
        const stop = new AbortController()
        trainings.set(runFolder, stop)
        signal.addEventListener('abort', () => stop.abort(), { once: true })
        try {
          const device = await describeDevice()
          let parameters = 0
          let told = 0
          const end = await train({
            datasetFolder,
            runFolder,
            config,
            resume,
            weights,
            signal: stop.signal,
            onStart(start) {
              parameters = start.parameters
              progress({ kind: 'start', device, parameters, note: start.note })
            },
            onStep(step) {
              const now = performance.now()
              if (now - told < stepInterval) return
              told = now
              progress({ kind: 'step', step })
            },
            onEpoch: (metrics) => progress({ kind: 'epoch', metrics }),
          })
          return { ...end, device: device.name, parameters }
        } catch (error) {
          return throwTold(error)
        } finally {
          trainings.delete(runFolder)
        }
      },

      'training.stop'({ runFolder }) {
        trainings.get(runFolder)?.abort()
        return {}
      },

      'reconstruction.run': (order, { signal, progress }) =>
        reconstructSplit({ ...order, signal, onPatch: (done, count) => progress({ done, count }) }).catch(throwTold),

      'prior.encode': (order, { signal, progress }) =>
        encodeLatents({ ...order, signal, onEncoded: (done, count) => progress({ done, count }) }).catch(throwTold),

      'prior.gaussian': async ({ folder }) => {
        await fitGaussian(folder).catch(throwTold)
        return {}
      },

      'likelihood.run': (order, { signal, progress }) =>
        likelihood({ ...order, signal, onPatch: (done, count) => progress({ done, count }) }).catch(throwTold),

      'decoding.run': (order, { signal, progress }) =>
        decodeChosen({ ...order, signal, onDecoded: (done, count) => progress({ done, count }) }).catch(throwTold),

      'sky.draw': (order, { signal, progress }) =>
        drawSky({ ...order, signal, onWork: (fraction) => progress({ fraction }) }).catch(throwTold),

      'decoder.residual': (order, { signal }) => decoderResidual({ ...order, signal }).catch(throwTold),

      'inpainting.flow': (order, { signal, progress }) =>
        fillWithFlow({ ...order, signal, onDrawn: (done, count) => progress({ done, count }) }).catch(throwTold),
      'inpainting.hmc': (order, { signal, progress }) =>
        samplePosterior({ ...order, signal, onIteration: progress }).catch(throwTold),
      'inpainting.laplace': (order, { signal, progress }) =>
        laplace({
          ...order,
          signal,
          onPoint: (point) => progress({ work: 'search', point }),
          onWork: (work, done, count) => progress({ work, done, count }),
        }).catch(throwTold),
      'inpainting.run': (order, { signal, progress }) =>
        inpaint({ ...order, signal, onPoint: progress }).catch(throwTold),

      'classifier.run': (order, { signal, progress }) =>
        twoSampleTest({ ...order, signal, onStep: (done, count) => progress({ done, count }) }).catch(throwTold),
    },
    port,
  )

  const beat = async () => emit('heartbeat', { memoryUsed: await memoryInUse() })
  setInterval(() => void beat(), 1000)
}
