import { cpus, totalmem } from 'node:os'
import { cardCalled, visibleCards } from '../cards.ts'
import type { EngineDescription } from '../outcomes.ts'
import { askNvidiaDriver } from '../nvidia-driver.ts'
import { bfloat16Kernels } from './bfloat16.ts'
import { productPrecision } from './product-precision.ts'
import { tensorflow } from './tensorflow.ts'
import { threads } from './threads.ts'

/** What TensorFlow actually runs on. @throws EngineError 'tensorflow-missing' */
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
    threads: threads(),
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

/** The card in use, once it has been described. */
let usedCard: string | null = null

/** Between two driver queries, which cost some ten milliseconds each. */
const driverInterval = 5000
let askedAt = -Infinity
let lastAnswer: number | null = null

/** Bytes in use: on the graphics card, by every process that uses it; without a card, by this process. */
export async function memoryInUse(): Promise<number> {
  if (usedCard !== null && performance.now() - askedAt > driverInterval) {
    askedAt = performance.now()
    lastAnswer = cardCalled(usedCard, await askNvidiaDriver())?.memoryUsedBytes ?? null
  }
  return lastAnswer ?? process.memoryUsage.rss()
}
