import type { Place } from '../../../src-shared/sky/position.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { channelCount, type CutWorkerData } from './cut-batch.ts'
import { standardisedCut } from './standardised-cut.ts'

/** The timing ends after this many milliseconds if as many patches were cut, and after so many in any case. */
const [ENOUGH, FEWEST, MOST] = [300, 5, 100]

/**
 * Seconds that one processor needs to cut a patch: the least of some, as the first ones are compiled
 * meanwhile. Null without any.
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
  const began = performance.now()
  const times: number[] = []
  while (times.length < MOST && (times.length < FEWEST || performance.now() - began < ENOUGH)) {
    const start = performance.now()
    one(times.length)
    times.push(performance.now() - start)
  }
  return Math.min(...times) / 1000
}
