import { execFile } from 'node:child_process'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { promisify } from 'node:util'
import { tensorflow } from './tensorflow.ts'

/** What TensorFlow really runs on. */
export interface DeviceDescription {
  kind: 'cpu' | 'gpu'
  /** The processor's or graphics card's own name. */
  name: string
  /** Threads that may run at once on the processor. */
  cores: number
  /** Of the graphics card, or of the machine; null if the driver does not say. */
  memoryBytes: number | null
  tensorflowVersion: string
  tfjsVersion: string
  /** Set if the machine has an NVIDIA card that TensorFlow does not use. */
  unusedGpu: string | null
}

/** @throws EngineError 'tensorflow-missing' */
export async function describeDevice(): Promise<DeviceDescription> {
  const { tf, binding } = tensorflow()
  const gpu = await askNvidiaDriver()
  const usesGpu = binding.isUsingGpuDevice()
  return {
    kind: usesGpu ? 'gpu' : 'cpu',
    name: usesGpu ? (gpu?.name ?? 'GPU') : (cpus()[0]?.model.trim() ?? 'CPU'),
    cores: availableParallelism(),
    memoryBytes: usesGpu ? (gpu?.memoryBytes ?? null) : totalmem(),
    tensorflowVersion: binding.TF_Version,
    tfjsVersion: tf.version['tfjs-core'],
    unusedGpu: usesGpu ? null : (gpu?.name ?? null),
  }
}

async function askNvidiaDriver(): Promise<{ name: string; memoryBytes: number } | null> {
  try {
    const query = ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits']
    const { stdout } = await promisify(execFile)('nvidia-smi', query, { timeout: 5000 })
    return parseDriverAnswer(stdout)
  } catch {
    return null // no driver, or one that does not answer
  }
}

/** First card of nvidia-smi's `name, memory in MiB` lines. */
export function parseDriverAnswer(answer: string): { name: string; memoryBytes: number } | null {
  const fields = /^(.+),\s*(\d+)\s*$/m.exec(answer)
  return fields ? { name: fields[1].trim(), memoryBytes: Number(fields[2]) * 2 ** 20 } : null
}
