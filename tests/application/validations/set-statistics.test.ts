import { describe, expect, test } from 'vitest'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { evenBands } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { binEdges } from '../../../src-shared/statistics/histogram.ts'
import { evenThresholds } from '../../../src-shared/statistics/minkowski-functionals.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'
import { quantiles } from '../../../src-shared/statistics/quantile.ts'
import { patchStatistics } from '../../../src-shared/statistics/patch-statistics.ts'
import type { PairStatistics } from '../../../src-shared/statistics/patch-statistics.ts'
import { setStatistics } from '../../../src-main/application/validations/measure/set-statistics.ts'
import { gaussianFields } from '../../shared/statistics/gaussian-field.ts'

const side = 32
const patch = { rows: side, columns: side, lx: 0.14, ly: 0.14 }
const measures = {
  patch,
  mask: apodise(new Float64Array(side ** 2).fill(1), side, side, { length: 5, pixel: 1 }),
  bands: evenBands(patch, 90),
  instrument: { beam: null, pixel: null },
  taper: { length: 5, pixel: 1, weights: null },
  edges: binEdges(),
  thresholds: evenThresholds(),
  shares: [0.25, 0.5, 0.75],
}
const count = 11
const random = seedRandom(4)
const fields = Array.from({ length: count }, () => gaussianFields(patch, () => 1e-4, random))
const setOf = (which: 0 | 1) => Float32Array.from(fields.flatMap((pair) => [...pair[which]]))
const [first, second] = [setOf(0), setOf(1)]

describe('statistics of a set, in worker threads', () => {
  test('are those of its patches one by one, in their order', async () => {
    const alone = patchStatistics(measures)
    const found: PairStatistics[] = []
    for await (const pair of setStatistics(first, second, measures, { threads: 2 })) found.push(pair)
    expect(found).toHaveLength(count)
    found.forEach((pair, k) => {
      const of = (set: Float32Array) => set.subarray(k * side ** 2, (k + 1) * side ** 2)
      expect(pair).toEqual(alone(of(first), of(second)))
      expect(pair.first.moments).toEqual(moments(of(first)))
      expect(pair.second.pixels).toEqual(quantiles(of(second), measures.shares))
    })
  })

  test('have a row for each measure of a patch: 20 bins, 32 thresholds, a power for each band', async () => {
    for await (const { first: patch, cross } of setStatistics(first, second, measures)) {
      expect(patch.histogram).toHaveLength(20)
      expect([patch.minkowski.v0.length, patch.minkowski.v1.length, patch.minkowski.v2.length]).toEqual([32, 32, 32])
      expect([patch.spectrum.length, cross.length]).toEqual([measures.bands.length, measures.bands.length])
      return
    }
  })

  test('have spectra independent of the patch’s mean, if requested', () => {
    const [patch, beside] = [first, second].map((set) => set.slice(0, side ** 2))
    const raised = patch.map((value) => value + 64)
    const centred = patchStatistics({ ...measures, centred: true })
    const [low, high] = [centred(patch, beside), centred(raised, beside)]
    const scale = Math.max(...low.first.spectrum)
    high.first.spectrum.forEach((power, band) =>
      expect(Math.abs(power - low.first.spectrum[band])).toBeLessThan(1e-5 * scale),
    )
    expect(high.first.moments.mean).toBeCloseTo(low.first.moments.mean + 64, 4)
    const plain = patchStatistics(measures)(raised, beside).first.spectrum
    expect(Math.max(...plain.map(Math.abs))).toBeGreaterThan(100 * scale)
  })

  test('of an empty set are empty', async () => {
    const nothing = new Float32Array(0)
    for await (const pair of setStatistics(nothing, nothing, measures)) expect(pair).toBeUndefined()
  })

  test('end when cancelled, or with a worker’s error', async () => {
    const off = new AbortController()
    const read = async (options: { signal?: AbortSignal }, mask = measures.mask) => {
      for await (const pair of setStatistics(first, second, { ...measures, mask }, options)) {
        expect(pair.cross).toHaveLength(measures.bands.length)
        off.abort(new Error('enough'))
      }
    }
    await expect(read({ signal: off.signal })).rejects.toThrow('enough')
    await expect(read({}, new Float64Array(3))).rejects.toThrow(/does not fill/)
  })

  test('are refused for sets that are not pairs of patches', async () => {
    await expect(setStatistics(first, second.subarray(1), measures).next()).rejects.toThrow(/not pairs/)
    await expect(setStatistics(first.subarray(1), second.subarray(1), measures).next()).rejects.toThrow(RangeError)
  })
})
