import type { Device } from '../../src-preload/contract/index.ts'
import { formatBytes } from '../../src-shared/text/format.ts'

export const stateWords: Record<Device['state'], string> = {
  starting: 'engine starting',
  ready: 'ready',
  busy: 'working',
  unresponsive: 'engine not responding',
  stopped: 'engine stopped',
  failed: 'engine failed',
}

/** The interactive engine starts on demand, so `stopped` alone is not a failure. */
export const engineState = ({ state, role, failure }: Device): string =>
  state === 'stopped' && role === 'interactive' && !failure ? 'starts when needed' : stateWords[state]

/** An engine's role: "Training 2", "Reconstruction and inpainting". */
export const engineTitle = ({ id, role }: Device): string =>
  role === 'interactive' ? 'Reconstruction and inpainting' : id.replace(/^training(?:-(\d+))?$/, 'Training $1').trim()

export const hasFailed = ({ state }: Device): boolean => state === 'unresponsive' || state === 'failed'

/** Memory used and total; a shared unit is written once. */
export function memoryWords({ memoryUsed: used, memoryTotal: total }: Device): string {
  if (used === null) return ''
  if (total === null) return formatBytes(used)
  const [[number, unit], whole] = [formatBytes(used).split(' '), formatBytes(total)]
  return whole.endsWith(` ${unit}`) ? `${number}/${whole}` : `${number} ${unit}/${whole}`
}
