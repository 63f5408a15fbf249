import { dot, toVector } from '../../../src-shared/sky/frames.ts'
import { describe, expect, it } from 'vitest'
import { planDataset } from '../../../src-main/application/datasets/plan-dataset.ts'
import { datasetRecipeSchema, type DatasetRecipe } from '../../../src-preload/contract/datasets.ts'

const plan = (changes: Partial<DatasetRecipe> = {}) => planDataset(datasetRecipeSchema.parse(changes))

describe('the plan of a dataset', () => {
  it('of the paper’s recipe has 2,016 patches, with 15 % each, rounded up, for validation and test', () => {
    const { count, splits, bytes, centres, splitOf, overlap } = plan()
    expect(count).toBe(2016)
    expect(splits).toEqual({ train: 1410, validation: 303, test: 303, unused: 0 })
    expect(bytes).toBe(2016 * 256 * 256 * 4)
    expect([centres.length, splitOf.length]).toEqual([2016, 2016])
    expect(overlap).toBeGreaterThan(0.9)
  })

  it('of a disjoint split shares no sky, and leaves some patches unused', () => {
    const { splits, overlap, count } = plan({ split: 'disjoint', step: 8 })
    expect(overlap).toBe(0)
    expect(splits.unused).toBeGreaterThan(0)
    expect(splits.train + splits.validation + splits.test + splits.unused).toBe(count)
  })

  it('is determined by the seed', () => {
    expect(plan({ step: 20, seed: 1 }).splitOf).toEqual(plan({ step: 20, seed: 1 }).splitOf)
    expect(plan({ step: 20, seed: 1 }).splitOf).not.toEqual(plan({ step: 20, seed: 2 }).splitOf)
  })

  it('may have one patch at each pole, or none', () => {
    // Rows of a multiple of 60 degrees from 0 on: the equator and both 60ths; from 61 on none.
    expect(plan({ step: 60, minLatitude: 61, rowRule: 'multiple' })).toMatchObject({ count: 0, overlap: 0, bytes: 0 })
    const poles = plan({ step: 60, minLatitude: 89, size: 8 })
    expect(poles.centres.map(({ lat }) => lat)).toEqual([-89, 89])
    expect(poles.bytes).toBe(2 * 8 * 8 * 4)
  })

  it('gives the size on disk: four bytes per pixel', () => {
    expect(plan({ step: 30, size: 64 }).bytes).toBe(plan({ step: 30, size: 32 }).bytes * 4)
  })

  it('may leave out the poles, or have random centres and rotations, which the seed determines', () => {
    const belt = plan({ maxLatitude: 31 })
    expect([...new Set(belt.centres.map(({ lat }) => Math.abs(lat)))]).toEqual([31, 27, 23, 19, 15])
    expect(() => plan({ maxLatitude: 10 })).toThrow(/The largest .b., 10 deg, is below the smallest, 15 deg/)

    const drawn = { centres: 'random', rotation: 'random', count: 60, minLatitude: 20, maxLatitude: 30 } as const
    const one = plan({ ...drawn, seed: 4 })
    expect(one.count).toBe(60)
    expect(one.centres.every(({ lat }) => Math.abs(lat) >= 20 && Math.abs(lat) <= 30)).toBe(true)
    expect(one.centres).toEqual(plan({ ...drawn, seed: 4 }).centres)
    expect(one.centres).not.toEqual(plan({ ...drawn, seed: 5 }).centres)
    // Rotations are a stream of their own: the same centres without them.
    expect(plan({ ...drawn, seed: 4, rotation: 'none' }).centres).toEqual(
      one.centres.map(({ lon, lat }) => ({ lon, lat })),
    )
    expect(new Set(one.centres.map(({ rotation }) => rotation)).size).toBe(60)
  })

  it('is refused above 50,000 patches, before they are laid out', () => {
    // A sphere has 41,253 square degrees: 51,570 squares of 0.8944 degrees.
    expect(() => plan({ step: 0.8944, minLatitude: 0 })).toThrow(
      /A step of 0.8944 deg gives about 515\d\d patches, more than 50000; choose a larger step/,
    )
  })
})

describe('the plan of an image', () => {
  const extent = { centre: toVector(100, 40), radius: (3 * Math.PI) / 180 }
  const planIn = (changes: Partial<DatasetRecipe>) => planDataset(datasetRecipeSchema.parse(changes), { extent })
  const away = ({ lon, lat }: { lon: number; lat: number }) =>
    (Math.acos(Math.min(1, dot(toVector(lon, lat), extent.centre))) * 180) / Math.PI

  it('has the places of the grid that lie in a circle around it', () => {
    const inside = plan({ step: 1 }).centres.filter((centre) => away(centre) <= 3)
    expect(planIn({ step: 1 }).centres).toEqual(inside)
    expect(inside.length).toBeGreaterThan(20)
  })

  it('may have a step that would give too many patches on the whole sky', () => {
    const { count, centres } = planIn({ step: 0.1 })
    expect(count / ((Math.PI * 9) / 0.01)).toBeCloseTo(1, 1)
    expect(centres.every((centre) => away(centre) <= 3)).toBe(true)
    expect(() => planIn({ step: 0.01 })).toThrow(/more than 50000/)
  })

  it('has its random centres drawn in the circle, uniformly', () => {
    const { centres } = planIn({ centres: 'random', count: 400 })
    expect(centres).toHaveLength(400)
    expect(centres.every((centre) => away(centre) <= 3 + 1e-9)).toBe(true)
    // Half of the area lies within a radius of sqrt(1/2).
    expect(centres.filter((centre) => away(centre) < 3 * Math.SQRT1_2).length / 400).toBeCloseTo(0.5, 1)
  })

  it('has none where latitudes exclude all of it', () => {
    expect(planIn({ maxLatitude: 30 }).count).toBe(0)
    expect(planIn({ maxLatitude: 30, centres: 'random', count: 5 }).count).toBe(0)
  })

  it('may cross longitude 0 or hold a pole', () => {
    const around = (lon: number, lat: number) =>
      planDataset(datasetRecipeSchema.parse({ step: 2 }), { extent: { ...extent, centre: toVector(lon, lat) } }).centres
    const lons = around(0, 50).map(({ lon }) => lon)
    expect([lons.some((lon) => lon > 350), lons.some((lon) => lon < 10)]).toEqual([true, true])
    expect(around(30, 89).length).toBeGreaterThan(3)
  })
})
