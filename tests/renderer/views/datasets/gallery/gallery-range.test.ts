import { describe, expect, it } from 'vitest'
import type { Patch } from '../../../../../src-preload/contract/index.ts'
import { defaultRecipe, defaultSize } from '../../../../../src-renderer/views/datasets/default-recipe.ts'
import { visibleRows } from '../../../../../src-renderer/composables/visible-rows.ts'
import { sharedRange } from '../../../../../src-renderer/views/datasets/gallery/gallery-range.ts'

const patch = (index: number, lat: number, std: number, split: Patch['split']): Patch => ({
  index,
  lon: 0,
  lat,
  mean: index,
  others: [],
  std,
  split,
})
const patches = [
  patch(0, 16, 0.3, 'train'),
  patch(1, -80, 0.1, 'test'),
  patch(2, 40, 0.9, 'train'),
  patch(3, 20, 0.3, 'test'),
]
describe('the visible rows', () => {
  it('are those of the panel and one more on each side', () => {
    expect(visibleRows(1000, 10, 80, 800, 240)).toEqual({ from: 90, to: 140, above: 720, total: 8000 })
  })

  it('end with the last patch, however far it is scrolled', () => {
    const { from, to, above } = visibleRows(25, 10, 80, 99_999, 240)
    expect([from, to, above]).toEqual([20, 25, 160])
  })

  it('are none without patches', () => {
    expect(visibleRows(0, 10, 80, 0, 240)).toMatchObject({ from: 0, to: 0, total: 0 })
  })
})

describe('the shared scale of the pictures', () => {
  it('is fixed for standardised values', () => {
    expect(sharedRange(patches, 'standard')).toEqual([-2.5, 3.5])
  })

  it('in the map’s unit is centred on the typical mean, wide enough for the scatter of the means', () => {
    const alike = [1, 1, 1].map((mean) => ({ mean, std: 0.2 }))
    expect(sharedRange(alike, 'map')[0]).toBeCloseTo(0.5, 12)
    expect(sharedRange(alike, 'map')[1]).toBeCloseTo(1.7, 12)
    const scattered = [0, 1, 2, 3, 4].map((mean) => ({ mean, std: 0.2 }))
    const [low, high] = sharedRange(scattered, 'map')
    expect(high - low).toBeCloseTo(6 * Math.hypot(0.2, 1), 12)
  })

  it('uses the mean of the middle two for an even number of patches', () => {
    const [low, high] = sharedRange(
      [
        { mean: 0, std: 1 },
        { mean: 2, std: 3 },
      ],
      'map',
    )
    // The median of means 0 and 2 is 1, of deviations 1 and 3 is 2, and the means differ by 1 from their median.
    expect((low + high) / 2 - 0.5 * Math.hypot(2, 1)).toBeCloseTo(1, 12)
  })

  it('in the map’s unit is that of values, not of their asinh', () => {
    const [low, high] = sharedRange([{ mean: 0, std: 2 }], 'map', { scale: 'asinh', softening: 10 })
    expect(low).toBeCloseTo(10 * Math.sinh(-5), 9)
    expect(high).toBeCloseTo(10 * Math.sinh(7), 9)
  })

  it('is never empty, even if every patch is constant', () => {
    const [low, high] = sharedRange([{ mean: 5, std: 0 }], 'map')
    expect([low, high]).toEqual([2.5, 8.5])
    expect(sharedRange([], 'map')).toEqual([-2.5, 3.5])
  })
})

const ofNside = (nside: number) => ({ kind: 'healpix', nside, ordering: 'RING', indexing: 'implicit' }) as const

describe('the default recipe', () => {
  it('cuts 64 px from the demo map and coarse ones, and the paper’s 256 px from a map like Planck’s', () => {
    expect(defaultRecipe({ demo: true, grid: ofNside(2048), columns: [] }, 0).size).toBe(64)
    expect([512, 1024, 2048].map((nside) => defaultSize({ demo: false, grid: ofNside(nside) }))).toEqual([64, 128, 256])
  })

  it('is the paper’s otherwise', () => {
    expect(defaultRecipe(null, 0)).toMatchObject({ size: 256, width: 8, step: 4, minLatitude: 15, scale: 'log' })
  })
})
