import { describe, expect, test } from 'vitest'
import { SkyError } from '../../../src-shared/sky/sky-error.ts'
import { contains, footprint, neighbours, share } from '../../../src-shared/sky/footprint.ts'
import { patchGrid } from '../../../src-shared/sky/patch-grid.ts'
import { splitDisjoint } from '../../../src-main/sky/patches/split-disjoint.ts'
import { splitOverlap } from '../../../src-main/sky/patches/split-overlap.ts'
import { splitRandom } from '../../../src-main/sky/patches/split-random.ts'
import { outline } from '../../../src-shared/sky/outline.ts'
import { patchAt } from '../../../src-shared/sky/patch-at.ts'
import { countSplits } from '../../../src-main/sky/patches/split.ts'
import type { Split } from '../../../src-main/sky/patches/split.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { patchPixels } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { dot, toVector } from '../../../src-shared/sky/frames.ts'

const grid = (step: number, minLatitude: number, rowRule: 'edge' | 'multiple' = 'edge') =>
  patchGrid({ step, minLatitude, rowRule })

describe('the grid', () => {
  test('has the counts of its formula: the sum over rows of 360 cos b / step, rounded up', () => {
    const byFormula = (first: number) => {
      let count = 0
      for (let b = first; b <= 90; b += 4)
        count += 2 * Math.max(1, Math.ceil((360 * Math.cos((b * Math.PI) / 180)) / 4 - 1e-9))
      return count
    }
    expect(grid(4, 15, 'edge')).toHaveLength(byFormula(15))
    expect(grid(4, 15, 'multiple')).toHaveLength(byFormula(16))
    expect([grid(4, 15, 'edge').length, grid(4, 15, 'multiple').length]).toEqual([2016, 1972])
  })

  test('starts rows at the edge itself, or at multiples of the step beyond it', () => {
    const rows = (rule: 'edge' | 'multiple', from: number) => [...new Set(grid(10, from, rule).map(({ lat }) => lat))]
    expect(rows('edge', 65)).toEqual([-85, -75, -65, 65, 75, 85])
    expect(rows('multiple', 65)).toEqual([-90, -80, -70, 70, 80, 90])
    expect(rows('multiple', 70)).toEqual([-90, -80, 80, 90])
    expect(rows('edge', 0).filter((lat) => lat === 0)).toHaveLength(1)
    expect(rows('multiple', 0).filter((lat) => lat === 0)).toHaveLength(1)
  })

  test('places centres step / cos b apart, and one at a pole', () => {
    const row = grid(4, 60).filter(({ lat }) => lat === 60)
    expect(row).toHaveLength(45)
    expect(row[1].lon - row[0].lon).toBeCloseTo(8, 12)
    expect(grid(5, 75).filter(({ lat }) => lat === 90)).toEqual([{ lon: 0, lat: 90 }])
    expect(grid(4, 15).every(({ lon }) => lon >= 0 && lon < 360)).toBe(true)
  })

  test('leaves out the poles beyond the largest latitude, which is included', () => {
    const rows = (maxLatitude: number) => [
      ...new Set(patchGrid({ step: 10, minLatitude: 20, maxLatitude, rowRule: 'edge' }).map(({ lat }) => lat)),
    ]
    expect(rows(50)).toEqual([-50, -40, -30, -20, 20, 30, 40, 50])
    expect(rows(49)).toEqual([-40, -30, -20, 20, 30, 40])
    expect(rows(90)).toEqual([...new Set(grid(10, 20).map(({ lat }) => lat))])
  })

  test('refuses an impossible step or latitude', () => {
    expect(() => grid(0, 15)).toThrow(SkyError)
    expect(() => grid(4, 91)).toThrow(/from 0 to 90/)
  })
})

describe('the random split', () => {
  test('gives the paper’s 339 test patches of 2,254', () => {
    expect(countSplits(splitRandom(2254, { seed: 0 }))).toEqual({ train: 1576, validation: 339, test: 339, unused: 0 })
  })

  test('depends only on the seed', () => {
    expect(splitRandom(500, { seed: 3 })).toEqual(splitRandom(500, { seed: 3 }))
    expect(splitRandom(500, { seed: 3 })).not.toEqual(splitRandom(500, { seed: 4 }))
  })

  test('leaves about 95 % of a test patch inside training patches on the paper’s grid', () => {
    const centres = grid(4, 15)
    for (const seed of [0, 1, 2]) {
      const overlap = splitOverlap(centres, splitRandom(centres.length, { seed }), 8)
      expect(overlap).toBeGreaterThan(0.94)
      expect(overlap).toBeLessThan(0.98)
    }
  })
})

describe('the disjoint split', () => {
  const centres = grid(4, 15)

  test.each([0, 1, 2])('keeps every pixel of a test or validation patch out of the others (seed %i)', (seed) => {
    const splits = splitDisjoint(centres, { width: 8, seed })
    const patches = centres.map((centre) => footprint(centre, 8))
    centres.forEach(({ lon, lat }, i) => {
      if (splits[i] !== 'test' && splits[i] !== 'validation') return
      const pixels = patchPixels(tangentPlane(lon, lat), { size: 9, width: 8 })
      patches.forEach((other, j) => {
        if (splits[j] === splits[i] || splits[j] === 'unused' || dot(other.axis, patches[i].axis) < 0.97) return
        for (let k = 0; k < 81; k++)
          if (contains(other, toVector(pixels.lon[k], pixels.lat[k]))) throw new Error(`patch ${i} reaches into ${j}`)
      })
    })
    expect(splitOverlap(centres, splits, 8)).toBe(0)
  })

  test.each([
    { step: 4, minLatitude: 15, width: 8, least: 0.88 },
    { step: 4, minLatitude: 0, width: 8, least: 0.88 },
    { step: 8, minLatitude: 15, width: 8, least: 0.8 },
  ])('shares out what it keeps 70/15/15 and keeps most: %o', ({ step, minLatitude, width, least }) => {
    const all = grid(step, minLatitude)
    const counts = countSplits(splitDisjoint(all, { width, seed: 5 }))
    const kept = all.length - counts.unused
    expect(kept / all.length).toBeGreaterThan(least)
    expect(Math.abs(counts.train / kept - 0.7)).toBeLessThan(0.03)
    expect(Math.abs(counts.test / kept - 0.15)).toBeLessThan(0.03)
  })

  test('drops nothing if patches do not touch', () => {
    const apart = grid(12, 15)
    expect(countSplits(splitDisjoint(apart, { width: 4, seed: 0 })).unused).toBe(0)
  })

  test('depends only on the seed', () => {
    const split = (seed: number) => splitDisjoint(centres, { width: 8, seed })
    expect(split(3)).toEqual(split(3))
    expect(split(3)).not.toEqual(split(4))
  })
})

describe('footprints', () => {
  test('turn with a patch: corners reach where sides were', () => {
    const at = (lon: number, rotation?: number) => footprint({ lon, lat: 0, rotation }, 8)
    // Half a diagonal is 5.6 degrees, half a side 4.
    expect(share(at(0), at(9))).toBe(false)
    expect(share(at(0), at(9, 45))).toBe(true)
    expect(contains(at(0, 45), toVector(5, 0))).toBe(true)
    expect(contains(at(0, 45), toVector(3.9, 3.9))).toBe(false)
    expect(patchAt([{ lon: 0, lat: 0, rotation: 45 }], 8, { lon: 5, lat: 0 })).toBe(0)
    expect(patchAt([{ lon: 0, lat: 0 }], 8, { lon: 5, lat: 0 })).toBe(null)
    const corner = outline({ lon: 0, lat: 0, rotation: 45 }, 8)[0]
    // The south-east corner turns counter-clockwise on the sky, from south-east to due south.
    expect(Math.abs(corner.lon - 360) % 360).toBeCloseTo(0, 9)
    expect(corner.lat).toBeCloseTo((-Math.atan((4 * Math.SQRT2 * Math.PI) / 180) * 180) / Math.PI, 9)
  })

  test('share sky if one contains a point of the other, but not if there is a gap between them', () => {
    const at = (lon: number, lat: number) => footprint({ lon, lat }, 8)
    expect(share(at(0, 0), at(7.9, 0))).toBe(true)
    expect(share(at(0, 0), at(8.1, 0))).toBe(false)
    expect(share(at(0, 0), at(7.9, 7.9))).toBe(true)
    expect(share(at(0, 88), at(180, 88))).toBe(true)
    expect(share(at(0, 0), at(180, 0))).toBe(false)
    expect(
      neighbours(
        [0, 6, 20].map((lon) => ({ lon, lat: 0 })),
        8,
      ),
    ).toEqual([[1], [0], []])
  })

  test('overlap by half if a training patch is shifted by half a width', () => {
    const centres = [
      { lon: 0, lat: 0 },
      { lon: 4, lat: 0 },
    ]
    const splits: Split[] = ['test', 'train']
    expect(splitOverlap(centres, splits, 8)).toBeCloseTo(0.5, 2)
    expect(splitOverlap(centres, ['train', 'train'], 8)).toBe(0)
  })
})
