import { createHash } from 'node:crypto'
import type { Place } from '../../../src-shared/sky/position.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { channelCount, type CutWorkerData } from './cut-batch.ts'
import { standardisedCut } from './standardised-cut.ts'

/** What cutting takes. */
export interface CutTime {
  /** Seconds that one processor needs for a patch: to cut, standardise and check-sum it. */
  patch: number
  /** Seconds that it takes until the first patch: planning, starting the workers, and compiling in each of them. */
  start: number
}

/** Measured on two processors at 2.5 GHz; most of it is the loading and compiling of the workers' program. */
const startSeconds = 0.4

/** Milliseconds that are not measured, as the program is compiled meanwhile, and those that are; at least so many patches. */
const [warming, measuring, fewest] = [60, 240, 3]

/** Steps through the centres that soon are everywhere on the sky: the golden ratio's. */
const step = (Math.sqrt(5) - 1) / 2

/**
 * Times the cutting of some patches, spread over the centres, as this machine is loaded now. Null without any.
 * @param centres of patches that can be cut
 */
export function timeCut(data: CutWorkerData, centres: readonly Place[]): CutTime | null {
  if (centres.length === 0) return null
  const pixels = data.geometry.size ** 2
  const out = new Float32Array(pixels * channelCount(data.stokes))
  const good = new Uint8Array(pixels)
  const cut = standardisedCut(data)
  const hash = createHash('sha256')
  let done = 0
  const cutFor = (milliseconds: number): number => {
    const began = performance.now()
    let count = 0
    while (count < fewest || performance.now() - began < milliseconds) {
      const { lon, lat, rotation } = centres[Math.floor(((done++ * step) % 1) * centres.length)]
      cut(tangentPlane(lon, lat, data.field.frame, rotation), out, good)
      hash.update(out)
      count++
    }
    return (performance.now() - began) / count / 1000
  }
  cutFor(warming)
  return { patch: cutFor(measuring), start: startSeconds }
}

/** Seconds that a number of patches takes on a number of processors. */
export const cuttingSeconds = ({ patch, start }: CutTime, count: number, processors: number): number =>
  start + (patch * count) / Math.min(processors, count)
