import { availableParallelism, cpus, totalmem } from 'node:os'
import { cardCalled, visibleCards } from '../cards.ts'
import type { EngineDescription } from '../contract.ts'
import { askNvidiaDriver } from '../nvidia-driver.ts'
import { bfloat16Kernels } from './bfloat16.ts'
import { productPrecision } from './product-precision.ts'
import { tensorflow } from './tensorflow.ts'

/** What TensorFlow really runs on. @throws EngineError 'tensorflow-missing' */
export async function describeDevice(): Promise<EngineDescription> {
  const { tf, binding } = tensorflow()
  const known = await askNvidiaDriver()
  const [first] = visibleCards(known, process.env.CUDA_VISIBLE_DEVICES)
  const gpu = first && cardCalled(first.id, known)
  const usesGpu = binding.isUsingGpuDevice()
  if (usesGpu) usedCard = first?.id ?? null
  return {
    kind: usesGpu ? 'gpu' : 'cpu',
    name: usesGpu ? (gpu?.name ?? 'GPU') : (cpus()[0]?.model.trim() ?? 'CPU'),
    threads: { intraOp: threadsOf('TF_NUM_INTRAOP_THREADS'), interOp: threadsOf('TF_NUM_INTEROP_THREADS') },
    memoryBytes: usesGpu ? (gpu?.memoryBytes ?? null) : totalmem(),
    driverVersion: usesGpu ? (gpu?.driverVersion ?? null) : null,
    productPrecision: productPrecision(),
    bfloat16Kernels: bfloat16Kernels(),
    xla: usesGpu && /--tf_xla_auto_jit=(?:[12]|fusible)/.test(process.env.TF_XLA_FLAGS ?? ''),
    tensorflowVersion: binding.TF_Version,
    tfjsVersion: tf.version['tfjs-core'],
    unusedGpu: usesGpu ? null : (gpu?.name ?? null),
  }
}

/** What TensorFlow makes of its variable: without one, or with 0, a thread for each core. */
const threadsOf = (variable: string) => Number(process.env[variable]) || availableParallelism()

/** The card that is in use, once it was described. */
let usedCard: string | null = null

/** Between two questions to the driver, which cost some ten milliseconds. */
const driverInterval = 5000
let askedAt = -Infinity
let lastAnswer: number | null = null

/** Bytes in use: of the graphics card, by all that use it, or by this process where there is none. */
export async function memoryInUse(): Promise<number> {
  if (usedCard !== null && performance.now() - askedAt > driverInterval) {
    askedAt = performance.now()
    lastAnswer = cardCalled(usedCard, await askNvidiaDriver())?.memoryUsedBytes ?? null
  }
  return lastAnswer ?? process.memoryUsage.rss()
}
