import { cpus } from 'node:os'
import { askNvidiaDriver } from '../../engine/nvidia-driver.ts'
import { counted } from '../../../src-shared/text/counted.ts'
import type { Supply } from './supply.ts'

/** The processor: its name and number of cores. */
export const processorWords = (processors = cpus()): string =>
  `${processors[0]?.model.trim() || 'a processor'}, ${counted(processors.length, 'core')}`

/** The graphics cards that NVIDIA's driver knows, and its version; null without the driver. */
export async function gpuWords({ nvidiaDriver }: Pick<Supply, 'nvidiaDriver'>): Promise<string | null> {
  if (!nvidiaDriver) return null
  const cards = await askNvidiaDriver()
  if (cards.length === 0) return 'an NVIDIA driver, which names no card (nvidia-smi)'
  const [{ name, driverVersion }] = cards
  return `${name}${cards.length > 1 ? ` and ${cards.length - 1} more` : ''}, driver ${driverVersion}`
}
