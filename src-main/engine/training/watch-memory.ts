import { memoryInUse } from '../runtime/device.ts'

/** Milliseconds between two samples; a card's driver is queried less often. */
const interval = 1000

/** Peak memory use while a training runs. */
export interface MemoryWatch {
  /** Peak in bytes over all samples since it began, including one now. */
  peak(): Promise<number>
  close(): void
}

/**
 * Samples the memory every second, between two steps: TensorFlow keeps the memory it allocated for one step for the
 * next. It keeps it for the next training too, so a small training after a large one in the same process reports the
 * memory still held.
 */
export function watchMemory(): MemoryWatch {
  let most = 0
  const look = async () => (most = Math.max(most, await memoryInUse()))
  const timer = setInterval(() => void look(), interval).unref()
  return { peak: look, close: () => clearInterval(timer) }
}
