import { describe, expect, it } from 'vitest'
import { holePatches } from '../../../src-main/application/inpainted-maps/hole-patch.ts'
import { takenBack } from '../../../src-main/application/inpainted-maps/patch-pixels-of-holes.ts'
import { sideWeights } from '../../../src-shared/sky/assemble/side-weights.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { pixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { ringTable } from '../../../src-shared/sky/healpix/rings.ts'
import type { Hole } from '../../../src-shared/sky/holes/hole.ts'
import { holesOfDiscs } from '../../../src-shared/sky/holes/holes-of-discs.ts'
import { madeHealpix, waves } from '../made-map.ts'

const nside = 64
const geometry = { size: 24, width: 12 }
const discs = [
  { lon: 80, lat: 30, radius: 2 },
  { lon: 84, lat: 31, radius: 0.8 },
]
const made = holesOfDiscs(discs, 'G', { nside, margin: 0.005 })
const numbers = Uint32Array.from(made.flatMap(({ pixels }) => [...pixels])).sort()
const list = pixelList(npixOf(nside), numbers)
const holed = (map: HealpixMap): HealpixMap => {
  for (const pixel of numbers) map.values[pixel] = NaN
  return map
}
const plain = { geometry, scalings: [{ scale: 'linear' }], standards: null, factor: 1 } as const
/** A patch of one channel, with how it comes back. */
function patchAt(map: HealpixMap, changes: object = {}, hole: Hole = made[0]) {
  const cut = holePatches({ channels: ['I'], fields: [map] }, { ...plain, ...changes }, '/sky/m.fits')
  const { channels, ...patch } = cut(hole, 0)
  return { ...channels[0], ...patch }
}

describe('the patch around a hole', () => {
  it('is seen where no pixel of the map that it is made of lies in a hole, and standardised by that', () => {
    const { data, mask } = patchAt(holed(madeHealpix(waves, nside)))
    const seen = [...data].filter((_, i) => mask[i] === 1)
    const mean = seen.reduce((sum, z) => sum + z, 0) / seen.length
    const variance = seen.reduce((sum, z) => sum + (z - mean) ** 2, 0) / seen.length
    expect(Math.abs(mean)).toBeLessThan(1e-5)
    expect(variance).toBeCloseTo(1, 5)
    expect([...data].every((z, i) => mask[i] === 1 || z === 0)).toBe(true)
    // The hole in the middle, and the other one 4 degrees to the east (column 0) and 1 to the north.
    const at = (row: number, column: number) => mask[row * 24 + column]
    expect([at(12, 12), at(14, 5), at(3, 12), at(12, 20)]).toEqual([0, 0, 1, 1])
    const share = 1 - seen.length / mask.length
    const area = (Math.PI * (2 ** 2 + 0.8 ** 2)) / geometry.width ** 2
    expect(share).toBeGreaterThan(area)
    expect(share).toBeLessThan(2.2 * area)
  })

  it('comes back in the unit of the map: what is seen as it was, the estimate elsewhere', () => {
    const standards = [{ mean: 2, std: 0.5 }]
    const log = { scalings: [{ scale: 'log' }], standards, factor: 1000 } as const
    const { mask, data, filled, spread } = patchAt(holed(madeHealpix(waves, nside)), log)
    const picture = filled(new Float32Array(24 ** 2).fill(1))
    const centre = Math.exp(2.5) / 1000
    picture.forEach((value, i) => {
      if (mask[i] === 0) expect(value).toBeCloseTo(centre, 10)
      else expect(Math.log(1000 * value)).toBeCloseTo(2 + 0.5 * data[i], 5)
    })
    const deviations = spread(new Float32Array(24 ** 2).fill(0.1), new Float32Array(24 ** 2).fill(1))
    const known = mask.indexOf(1)
    expect(patchAt(holed(madeHealpix(waves, nside)), log).standardised(picture[known])).toBeCloseTo(data[known], 5)
    // Of a logarithm, errors are relative: 0.1 x 0.5.
    deviations.forEach((value, i) => expect(value).toBeCloseTo(mask[i] === 0 ? 0.05 * centre : 0, 10))
  })

  it('treats values that have no logarithm as not seen', () => {
    const map = holed(madeHealpix((lon, lat) => (Math.hypot(lon - 80, lat - 26) < 1 ? -1 : waves(lon, lat)), nside))
    const { mask } = patchAt(map, { scalings: [{ scale: 'log' }] })
    expect(mask[4 * 24 + 12]).toBe(0)
    expect(patchAt(map).mask[4 * 24 + 12]).toBe(1)
  })

  it('is refused where too little is seen, or all is alike', () => {
    const half = madeHealpix((lon, lat) => (lat > 29 ? NaN : waves(lon, lat)), nside)
    expect(() => patchAt(holed(half))).toThrow(
      /^\/sky\/m.fits, source 1 at l 80.00 b 30.00: only \d\d % of the patch around it is seen, and half is needed; leave it out/,
    )
    expect(() => patchAt(holed(madeHealpix(() => 3, nside)))).toThrow('all that is seen around it has the same value')
  })
})

describe('an estimate taken back to the map', () => {
  const truth = madeHealpix(waves, nside)
  const map = holed(madeHealpix(waves, nside))
  const sampling = {
    ...{ nside, rings: ringTable(nside), geometry, side: sideWeights(24), band: [1, 4 * nside - 1] as const },
  }
  const patch = patchAt(map)
  const whole = patchAt(truth)
  const { values, rows } = takenBack(
    map,
    list,
    sampling,
  )(patch, {
    // The true patch, standardised as the one with holes is.
    fill: Float32Array.from(whole.filled(whole.data), (value, i) => inStandard(value, i)),
    samples: new Float32Array(2 * 24 ** 2).fill(0.5),
  })
  function inStandard(value: number, _: number): number {
    const at = patch.mask.indexOf(1)
    const other = patch.mask.lastIndexOf(1)
    const seen = patch.filled(patch.data)
    const std = (seen[other] - seen[at]) / (patch.data[other] - patch.data[at])
    return (value - (seen[at] - std * patch.data[at])) / std
  }
  const count = values.length / rows
  const row = (k: number) => [...values.subarray(k * count, (k + 1) * count)]

  it('has a row for numbers, weights, means, deviations and every sample, at the pixels of all holes', () => {
    expect(rows).toBe(6)
    expect([...row(0)].sort((a, b) => a - b)).toEqual([...numbers])
    const own = row(1).filter((_, i) => made[0].pixels.includes(row(0)[i]))
    const others = row(1).filter((_, i) => made[1].pixels.includes(row(0)[i]))
    expect(Math.min(...own)).toBeGreaterThan(Math.max(...others))
    expect(row(3).every(Number.isNaN)).toBe(true)
    expect(row(4)).toEqual(row(5))
  })

  it('is the map again if the estimate is the map', () => {
    row(0).forEach((pixel, i) => expect(Math.abs(row(2)[i] - truth.values[pixel])).toBeLessThan(0.01))
  })

  it('leaves the holes of the map empty', () => {
    expect([...numbers].every((pixel) => Number.isNaN(map.values[pixel]))).toBe(true)
  })
})
