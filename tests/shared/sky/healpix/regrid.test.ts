import { describe, expect, it } from 'vitest'
import { npixOf, type HealpixMap, type Ordering } from '../../../../src-shared/sky/healpix/map.ts'
import { pix2ang } from '../../../../src-shared/sky/healpix/pix2ang.ts'
import { regrid, type Grid } from '../../../../src-shared/sky/healpix/regrid.ts'
import { ring2nest } from '../../../../src-shared/sky/healpix/ring2nest.ts'
import { toVector } from '../../../../src-shared/sky/frames.ts'
import reference from '../../../reference/regrid.json' with { type: 'json' }

/** The map of tests/reference/regrid.py. */
const scattered = (nside: number) =>
  Float64Array.from({ length: npixOf(nside) }, (_, p) =>
    p % 5 === 3 || [2, 3, 9].includes(p >> 4) ? NaN : ((37 * p) % 101) / 8 - 5,
  )

const smooth = (nside: number, ordering: Ordering) =>
  Float64Array.from({ length: npixOf(nside) }, (_, pixel) => {
    const [x, y, z] = toVector(...pix2ang(nside, ordering, pixel))
    return 2 + x - 0.5 * y + 0.25 * z
  })

function values(map: HealpixMap, grid: Grid, pixels?: number[]): number[] {
  const valueAt = regrid(map, grid)
  return (pixels ?? Array.from({ length: npixOf(grid.nside) }, (_, pixel) => pixel)).map(valueAt)
}

/** Largest difference; infinite unless the same values are missing. */
const worst = (ours: number[], healpys: (number | null)[]) =>
  Math.max(
    ...ours.map((value, i) =>
      Number.isNaN(value) || healpys[i] === null
        ? Number.isNaN(value) === (healpys[i] === null)
          ? 0
          : Infinity
        : Math.abs(value - healpys[i]),
    ),
  )

type Case = { nside: number; ordering: string; toOrdering: string; to?: number }
const gridsOf = ({ nside, ordering, to = nside, toOrdering }: Case) => ({
  map: { nside, ordering: ordering as Ordering, frame: 'G' as const, values: scattered(nside) },
  grid: { nside: to, ordering: toOrdering as Ordering, frame: 'G' as const },
})

describe('healpy (tests/reference/regrid.py) agrees', () => {
  it.each(reference.ud_grade)('on ud_grade of nside $nside $ordering to $to $toOrdering', (each) => {
    const { map, grid } = gridsOf(each)
    expect(worst(values(map, grid), each.values)).toBeLessThan(1e-14)
  })

  it.each(reference.reorder)('on nside $nside reordered from $ordering to $toOrdering', (each) => {
    const { map, grid } = gridsOf(each)
    expect(worst(values(map, grid), each.values)).toBe(0)
  })

  it.each(reference.rotation)(
    'on nside $nside $ordering rotated from $frame to $toFrame at nside $to $toOrdering',
    ({ frame, toFrame, pixels, smooth: bySmooth, rough, ...each }) => {
      const { map, grid } = gridsOf(each)
      const from = { ...map, frame: frame as 'G' }
      const to = { ...grid, frame: toFrame as 'G' }
      // At the positions of astropy.
      expect(worst(values(from, to, pixels), rough)).toBeLessThan(1e-9)
      // At those of healpy.Rotator, whose frames differ by about 0.1 arcsec.
      const gentle = { ...from, values: smooth(from.nside, from.ordering) }
      expect(worst(values(gentle, to, pixels), bySmooth)).toBeLessThan(1e-6)
    },
  )
})

describe('a map on another grid', () => {
  const map: HealpixMap = { nside: 4, ordering: 'RING', frame: 'G', values: scattered(4) }

  it('is the same on its own', () => {
    expect(values(map, map)).toEqual([...map.values])
  })

  it('keeps the mean of a map without missing pixels at any smaller nside', () => {
    const full = { ...map, values: Float64Array.from({ length: 192 }, (_, p) => p * p) }
    const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length
    for (const nside of [2, 1]) {
      expect(mean(values(full, { ...map, nside }))).toBeCloseTo(mean([...full.values]), 9)
    }
  })

  it('is missing where every pixel inside is, and has the only value where the others are missing', () => {
    const one = new Float64Array(192).fill(NaN)
    one[17] = -3
    const coarse = values({ ...map, ordering: 'NESTED', values: one }, { ...map, ordering: 'NESTED', nside: 2 })
    expect(coarse.map((value, pixel) => (Number.isNaN(value) ? null : pixel)).filter((each) => each !== null)).toEqual([
      4,
    ])
    expect(coarse[4]).toBe(-3)
  })

  it('comes back from a larger nside without change', () => {
    for (const ordering of ['RING', 'NESTED'] as const) {
      const large = Float64Array.from(values(map, { ...map, nside: 16, ordering }))
      const back = values({ ...map, nside: 16, ordering, values: large }, map)
      expect(
        worst(
          back,
          [...map.values].map((value) => (Number.isNaN(value) ? null : value)),
        ),
      ).toBe(0)
    }
  })

  it('of one value has it in every frame, also at an nside that has no NESTED order', () => {
    const constant = { nside: 3, ordering: 'RING', frame: 'E', values: new Float64Array(108).fill(7) } as const
    for (const value of values(constant, { nside: 3, ordering: 'RING', frame: 'C' })) expect(value).toBeCloseTo(7, 12)
  })

  it.each([
    [{ nside: 3, ordering: 'RING' }, { nside: 3, ordering: 'NESTED' }, 3],
    [{ nside: 4, ordering: 'RING' }, { nside: 6, ordering: 'RING' }, 6],
    [{ nside: 3, ordering: 'RING' }, { nside: 1, ordering: 'RING' }, 3],
  ] as const)('needs powers of two for %j to %j', (from, to, odd) => {
    const small = { ...from, frame: 'G', values: scattered(from.nside) } as const
    expect(() => regrid(small, { ...to, frame: 'G' })).toThrow(`nside ${odd} is not a power of two`)
  })
})

it('RING and NESTED numbers agree at every pixel of small maps', () => {
  for (const nside of [1, 2, 4, 16]) {
    const nested = Float64Array.from({ length: npixOf(nside) }, (_, pixel) => pixel)
    const ring = values(
      { nside, ordering: 'NESTED', frame: 'G', values: nested },
      { nside, ordering: 'RING', frame: 'G' },
    )
    expect(ring).toEqual(ring.map((_, pixel) => ring2nest(nside, pixel)))
    expect(new Set(ring).size).toBe(npixOf(nside))
  }
})
