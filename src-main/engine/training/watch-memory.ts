import { memoryInUse } from '../runtime/device.ts'

/** Milliseconds between two looks; a card's driver is asked less often. */
const interval = 1000

/** The most memory that is in use while a training is at work. */
export interface MemoryWatch {
  /** Bytes, of all looks since it began and one now. */
  peak(): Promise<number>
  close(): void
}

/**
 * Looks at the memory every second, between two steps: what TensorFlow has taken for a step it keeps for the next ones.
 * It keeps it for the next training too, so that a small one after a large one in the same process counts what is held.
 */
export function watchMemory(): MemoryWatch {
  let most = 0
  const look = async () => (most = Math.max(most, await memoryInUse()))
  const timer = setInterval(() => void look(), interval).unref()
  return { peak: look, close: () => clearInterval(timer) }
}
