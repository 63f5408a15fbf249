import type { Device } from '../../src-preload/contract/index.ts'
import { formatBytes } from '../../src-shared/text/format.ts'

export const stateWords: Record<Device['state'], string> = {
  starting: 'engine starting',
  ready: 'ready',
  busy: 'working',
  unresponsive: 'engine does not answer',
  stopped: 'engine stopped',
  failed: 'engine failed',
}

/** One that a person waits for is started when it is needed: until then nothing is amiss. */
export const engineState = ({ state, role, failure }: Device): string =>
  state === 'stopped' && role === 'interactive' && !failure ? 'starts when it is needed' : stateWords[state]

/** What an engine is for: "Training 2", "Reconstruction and inpainting". */
export const engineTitle = ({ id, role }: Device): string =>
  role === 'interactive' ? 'Reconstruction and inpainting' : id.replace(/^training(?:-(\d+))?$/, 'Training $1').trim()

export const hasFailed = ({ state }: Device): boolean => state === 'unresponsive' || state === 'failed'

/** Bytes in use and in all, with the unit once where it is the same. */
export function memoryWords({ memoryUsed: used, memoryTotal: total }: Device): string {
  if (used === null) return ''
  if (total === null) return formatBytes(used)
  const [[number, unit], whole] = [formatBytes(used).split(' '), formatBytes(total)]
  return whole.endsWith(` ${unit}`) ? `${number}/${whole}` : `${number} ${unit}/${whole}`
}
