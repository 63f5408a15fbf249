import type { Place } from '../../../src-shared/sky/position.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { channelCount, type CutWorkerData } from './cut-batch.ts'
import { standardisedCut } from './standardised-cut.ts'

/** The timing ends after this many milliseconds, or as many patches. */
const [ENOUGH, MOST] = [120, 24]

/**
 * Seconds that one processor needs to cut a patch, measured on some of them; the first, which is slower, does not count.
 * Null without any.
 */
export function timeCut(data: CutWorkerData, centres: readonly Place[]): number | null {
  if (centres.length === 0) return null
  const pixels = data.geometry.size ** 2
  const out = new Float32Array(pixels * channelCount(data.stokes))
  const good = new Uint8Array(pixels)
  const cut = standardisedCut(data)
  const one = (k: number) => {
    const { lon, lat, rotation } = centres[Math.floor((k * centres.length) / MOST) % centres.length]
    cut(tangentPlane(lon, lat, data.field.frame, rotation), out, good)
  }
  one(0)
  const began = performance.now()
  let count = 0
  while (count < MOST && (count === 0 || performance.now() - began < ENOUGH)) one(count++)
  return (performance.now() - began) / 1000 / count
}
