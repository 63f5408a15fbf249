import { describe, expect, it } from 'vitest'
import { holePatches, type ChannelPatch } from '../../../src-main/application/inpainted-maps/hole-patch.ts'
import { addLoss, interpolationLoss } from '../../../src-main/application/inpainted-maps/interpolation-loss.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { sideWeights } from '../../../src-shared/sky/assemble/side-weights.ts'
import { npixOf, type HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { pixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { ringTable } from '../../../src-shared/sky/healpix/rings.ts'
import { holesOfDiscs } from '../../../src-shared/sky/holes/holes-of-discs.ts'
import { madeHealpix, waves } from '../made-map.ts'

const nside = 64
const geometry = { size: 32, width: 24 }
const [hole] = holesOfDiscs([{ lon: 80, lat: 30, radius: 2 }], 'G', { nside, margin: 0.005 })
const sampling = {
  ...{ nside, rings: ringTable(nside), geometry, side: sideWeights(geometry.size), band: [1, 4 * nside - 1] as const },
}
/** With the mean and standard deviation of the noise that is added below. */
const cutting = { geometry, scalings: [{ scale: 'linear' }], standards: [{ mean: 10, std: 2 }], factor: 1 } as const
const patchOf = (map: HealpixMap): ChannelPatch =>
  holePatches({ channels: ['I'], fields: [map] }, cutting, '/sky/m.fits')(hole, 0).channels[0]

/** What is lost of a map, and the map as it is afterwards. */
function lossOf(map: HealpixMap): { loss: number; patch: ChannelPatch } {
  for (const pixel of hole.pixels) map.values[pixel] = NaN
  const patch = patchOf(map)
  const before = map.values.slice()
  const loss = interpolationLoss(patch, sampling)
  expect(map.values).toEqual(before)
  return { loss, patch }
}
const noisy = (sigma: number) => {
  const random = seedRandom(1)
  const map = madeHealpix(waves, nside)
  return { ...map, values: map.values.map((value) => value + sigma * normal(random)) }
}

describe('what interpolation loses', () => {
  it('is little of a smooth map, and in proportion to the noise of pixels', () => {
    const smooth = lossOf(madeHealpix(waves, nside)).loss
    expect(smooth).toBeLessThan(2e-3)
    // Noise of 1 in the unit of the map is 0.5, standardised.
    const { loss } = lossOf(noisy(1))
    expect(loss).toBeGreaterThan(0.1)
    expect(loss).toBeLessThan(0.5)
    expect(lossOf(noisy(2)).loss / loss).toBeCloseTo(2, 2)
  })

  it('is the same of a partial map', () => {
    const map = noisy(1)
    const { loss } = lossOf(map)
    const list = pixelList(
      npixOf(nside),
      Uint32Array.from([...map.values.keys()].filter((pixel) => pixel < npixOf(nside) / 2)),
    )
    const sparse = { ...map, list, values: Float64Array.from(list.pixels, (pixel) => map.values[pixel]) }
    const patch = patchOf(map)
    expect(interpolationLoss({ ...patch, field: sparse }, sampling)).toBeCloseTo(loss, 6)
  })

  it('adds to variances, and to each sample as noise of each pixel', () => {
    const { patch } = lossOf(madeHealpix(waves, nside))
    const count = 4000
    const row = (value: number) => new Float64Array(count).fill(value)
    const values = Float64Array.from([row(0), row(1), row(10), row(0.6), row(11), row(12)].flatMap((one) => [...one]))
    addLoss({ values, rows: 6 }, 0.4, patch, seedRandom(5))
    const found = (k: number) => [...values.subarray(k * count, (k + 1) * count)]
    // 0.4 of 2, the unit of standardised values: sqrt(0.6^2 + 0.8^2).
    for (const value of found(3)) expect(value).toBeCloseTo(1, 12)
    expect(found(2)).toEqual([...row(10)])
    for (const [k, mean] of [
      [4, 11],
      [5, 12],
    ]) {
      const errors = found(k).map((value) => value - mean)
      expect(Math.sqrt(errors.reduce((sum, e) => sum + e ** 2, 0) / count)).toBeCloseTo(0.8, 1)
    }
    const again = new Float64Array(6).fill(1)
    const same = again.slice()
    addLoss({ values: again, rows: 6 }, 0.4, patch, seedRandom(7))
    addLoss({ values: same, rows: 6 }, 0.4, patch, seedRandom(7))
    expect(again).toEqual(same)
  })

  it('leaves a deviation that is not known unknown', () => {
    const { patch } = lossOf(madeHealpix(waves, nside))
    const values = Float64Array.of(0, 1, 10, NaN)
    addLoss({ values, rows: 4 }, 0.4, patch, seedRandom(5))
    expect(values[3]).toBeNaN()
  })
})
