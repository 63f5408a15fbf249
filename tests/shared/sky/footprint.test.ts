import { describe, expect, test } from 'vitest'
import { toVector } from '../../../src-shared/sky/frames.ts'
import { contains, farthestSharing, footprint, neighbours, share } from '../../../src-shared/sky/footprint.ts'
import { patchGrid } from '../../../src-shared/sky/patch-grid.ts'
import { splitDisjoint } from '../../../src-main/sky/patches/split-disjoint.ts'
import { splitOverlap } from '../../../src-main/sky/patches/split-overlap.ts'
import { countSplits } from '../../../src-main/sky/patches/split.ts'
import { gnomonic, tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'

const places = [
  { lon: 0, lat: 0 },
  { lon: 359.9, lat: 30 },
  { lon: 120, lat: -75 },
  { lon: 45, lat: 90 },
  { lon: 200, lat: -89.9 },
]

describe('a footprint', () => {
  test.each(places)('at l $lon, b $lat contains exactly what its tangent plane shows', ({ lon, lat }) => {
    const width = 8
    const of = footprint({ lon, lat }, width)
    const plane = tangentPlane(lon, lat)
    let inside = 0
    for (let i = 0; i < 3000; i++) {
      // A spiral of points within 12 degrees of the centre, and their antipodes.
      const [distance, angle] = [(12 * i) / 3000, i * 2.399963]
      const [dx, dy] = [distance * Math.cos(angle), distance * Math.sin(angle)]
      const vector = [0, 1, 2].map(
        (k) => plane.centre[k] + (Math.PI / 180) * (dx * plane.east[k] + dy * plane.north[k]),
      ) as [number, number, number]
      const expected = Math.abs(dx) <= width / 2 && Math.abs(dy) <= width / 2
      expect(contains(of, vector)).toBe(expected)
      expect(contains(of, vector.map((each) => -each) as typeof vector)).toBe(false)
      inside += Number(expected)
    }
    expect(inside).toBeGreaterThan(500)
  })

  test('has its corners half a width out on the plane', () => {
    const of = footprint({ lon: 77, lat: -31 }, 10)
    const plane = tangentPlane(77, -31)
    const onPlane = of.corners.map((corner) => {
      const lon = Math.atan2(corner[1], corner[0]) / (Math.PI / 180)
      const lat = Math.atan2(corner[2], Math.hypot(corner[0], corner[1])) / (Math.PI / 180)
      return gnomonic(plane, lon, lat)!.map((each) => Math.round(each * 1e9) / 1e9)
    })
    expect(onPlane).toEqual([
      [-5, -5],
      [5, -5],
      [5, 5],
      [-5, 5],
    ])
  })

  test('shares sky symmetrically, and with itself', () => {
    const footprints = patchGrid({ step: 12, minLatitude: 60, rowRule: 'edge' }).map((each) => footprint(each, 10))
    for (const a of footprints) {
      expect(share(a, a)).toBe(true)
      for (const b of footprints) expect(share(a, b)).toBe(share(b, a))
    }
  })

  test('has no neighbour beyond two half diagonals, and every one that contains its centre', () => {
    const centres = patchGrid({ step: 5, minLatitude: 40, rowRule: 'edge' })
    const near = neighbours(centres, 8)
    const axes = centres.map(({ lon, lat }) => toVector(lon, lat))
    const farthest = Math.cos(farthestSharing(8)) - 1e-12
    for (const i of [0, 10, 100, centres.length - 1]) {
      const own = footprint(centres[i], 8)
      for (let j = 0; j < centres.length; j++) {
        const together = axes[i][0] * axes[j][0] + axes[i][1] * axes[j][1] + axes[i][2] * axes[j][2]
        if (near[i].includes(j)) expect(together).toBeGreaterThanOrEqual(farthest)
        else if (i !== j) expect(contains(own, axes[j])).toBe(false)
        expect(near[j].includes(i)).toBe(near[i].includes(j))
      }
    }
  })
})

describe('a disjoint split', () => {
  test.each([
    { step: 4, minLatitude: 15, width: 8, seed: 0 },
    { step: 6, minLatitude: 0, width: 8, seed: 5 },
    { step: 10, minLatitude: 50, width: 15, seed: 2 },
  ])('of $step deg steps from $minLatitude deg, patches of $width deg, shares no sky', (order) => {
    const centres = patchGrid({ ...order, rowRule: 'edge' })
    const splits = splitDisjoint(centres, order)
    const near = neighbours(centres, order.width)
    for (let i = 0; i < centres.length; i++) {
      if (splits[i] === 'unused') continue
      for (const j of near[i]) expect(['unused', splits[i]]).toContain(splits[j])
    }
    expect(splitOverlap(centres, splits, order.width)).toBe(0)
    const { train, validation, test: tests, unused } = countSplits(splits)
    expect(train + validation + tests + unused).toBe(centres.length)
    expect(train).toBeGreaterThan(validation + tests)
    expect(Math.min(validation, tests)).toBeGreaterThan(0)
  })
})

test('the overlap is 0 without test patches', () => {
  expect(splitOverlap([{ lon: 0, lat: 20 }], ['train'], 8)).toBe(0)
  expect(splitOverlap([], [], 8)).toBe(0)
})
