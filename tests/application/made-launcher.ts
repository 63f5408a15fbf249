import { throwTold } from '../../src-main/engine/throw-told.ts'
import { engineContract, type EngineContract } from '../../src-main/engine/contract.ts'
import { childProcessLauncher } from '../../src-main/engine/client/child-process-launcher.ts'
import type { EngineLauncher } from '../../src-main/engine/client/engine-process.ts'
import { checkpointEpochs } from '../../src-main/engine/training/run-folder.ts'
import { createMemoryPorts } from '../../src-preload/rpc/memory-ports.ts'
import { serve, type Handlers } from '../../src-preload/rpc/server.ts'
import { fakeDescription } from '../engine/fake-description.ts'
import { madeEngine } from './made-engine.ts'
import { madeTraining } from './made-training.ts'

const newestEpoch = async (runFolder: string) => (await checkpointEpochs(runFolder)).at(-1)!

/**
 * An implementation of the engine's contract in which trainings take milliseconds and everything else is answered by
 * the made engine.
 */
export function madeEngineHandlers(): Handlers<EngineContract> {
  const trainings = new Map<string, AbortController>()
  const made = (runFolder: string) => newestEpoch(runFolder).then((epoch) => madeEngine({ epoch }))
  return told({
    'engine.describe': () => fakeDescription,
    async 'training.run'({ datasetFolder, runFolder, config }, { progress }) {
      const stop = new AbortController()
      trainings.set(runFolder, stop)
      const end = await madeTraining({
        ...{ datasetFolder, runFolder, config, signal: stop.signal },
        onStart: () => progress({ kind: 'start', device: fakeDescription, parameters: 1, note: null }),
        onEpoch: (metrics) => progress({ kind: 'epoch', metrics }),
      })
      return { ...end, device: fakeDescription.name, parameters: 1 }
    },
    'training.stop'({ runFolder }) {
      trainings.get(runFolder)?.abort()
      return {}
    },
    'reconstruction.run': async (order) => (await made(order.runFolder)).call('reconstruction.run', order),
    'prior.encode': async (order) => (await made(order.runFolder)).call('prior.encode', order),
    'prior.gaussian': async (order) => (await made(order.folder)).call('prior.gaussian', order),
    'likelihood.run': async (order) => (await made(order.runFolder)).call('likelihood.run', order),
    'decoding.run': async (order) => (await made(order.runFolder)).call('decoding.run', order),
    'sky.draw': async (order) => (await made(order.runFolder)).call('sky.draw', order),
    'decoder.residual': async (order) => (await made(order.runFolder)).call('decoder.residual', order),
    'inpainting.laplace': async (order) => (await made(order.runFolder)).call('inpainting.laplace', order),
    'inpainting.hmc': async (order) => (await made(order.runFolder)).call('inpainting.hmc', order),
    'inpainting.flow': async (order) => (await made(order.runFolder)).call('inpainting.flow', order),
    'inpainting.run': async (order, { progress }) =>
      (await made(order.runFolder)).call('inpainting.run', order, { onProgress: progress }),
    'classifier.run': (order) => madeEngine().call('classifier.run', order),
  })
}

/** Its errors are told as those of the real engine. */
function told(handlers: Handlers<EngineContract>): Handlers<EngineContract> {
  const each = Object.entries(handlers) as [string, (...order: unknown[]) => unknown][]
  const telling = each.map(([name, answer]) => [
    name,
    async (...order: unknown[]) => {
      try {
        return await answer(...order)
      } catch (error) {
        return throwTold(error)
      }
    },
  ])
  return Object.fromEntries(telling) as Handlers<EngineContract>
}

/** Starts engines with these answers inside this process, behind the same contract as the real ones. */
export const madeLauncherOf =
  (answers: () => Handlers<EngineContract>): EngineLauncher =>
  () => {
    const [near, far] = createMemoryPorts()
    serve(engineContract, answers(), far)
    const exited = new Set<(exit: { code: number | null; signal: string | null }) => void>()
    return {
      pid: undefined,
      post: near.post,
      onMessage: near.onMessage,
      onOutput() {},
      onExit: (listener) => void exited.add(listener),
      kill() {
        near.close()
        queueMicrotask(() => exited.forEach((listener) => listener({ code: null, signal: 'SIGKILL' })))
      },
    }
  }

/** Starts engines without TensorFlow. */
export const madeLauncher = madeLauncherOf(madeEngineHandlers)

const realLauncher = childProcessLauncher()

/** Starts real engines, except for training: one start of TensorFlow less for tests that do not train. */
export const withoutTrainer: EngineLauncher = (environment) =>
  (environment.CIRRUS_ENGINE_BACKGROUND ? madeLauncher : realLauncher)(environment)
