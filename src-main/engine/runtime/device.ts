import { availableParallelism, cpus, totalmem } from 'node:os'
import { cardCalled, visibleCards } from '../cards.ts'
import type { EngineDescription } from '../contract.ts'
import { askNvidiaDriver } from '../nvidia-driver.ts'
import { tensorflow } from './tensorflow.ts'

/** What TensorFlow really runs on. @throws EngineError 'tensorflow-missing' */
export async function describeDevice(): Promise<EngineDescription> {
  const { tf, binding } = tensorflow()
  const known = await askNvidiaDriver()
  const [first] = visibleCards(known, process.env.CUDA_VISIBLE_DEVICES)
  const gpu = first && cardCalled(first.id, known)
  const usesGpu = binding.isUsingGpuDevice()
  return {
    kind: usesGpu ? 'gpu' : 'cpu',
    name: usesGpu ? (gpu?.name ?? 'GPU') : (cpus()[0]?.model.trim() ?? 'CPU'),
    threads: { intraOp: threadsOf('TF_NUM_INTRAOP_THREADS'), interOp: threadsOf('TF_NUM_INTEROP_THREADS') },
    memoryBytes: usesGpu ? (gpu?.memoryBytes ?? null) : totalmem(),
    tensorflowVersion: binding.TF_Version,
    tfjsVersion: tf.version['tfjs-core'],
    unusedGpu: usesGpu ? null : (gpu?.name ?? null),
  }
}

/** What TensorFlow makes of its variable: without one, or with 0, a thread for each core. */
const threadsOf = (variable: string) => Number(process.env[variable]) || availableParallelism()
