import { describe, expect, it } from 'vitest'
import { passes, type PatchFilter } from '../../../../src-shared/sky/patch-choice/patch-filter.ts'

const patch = (lon: number | null, lat: number | null, mean = 0, std = 1, split = 'train') => ({
  ...{ index: 0, lon, lat, mean, std, split },
})
const passing = (patches: ReturnType<typeof patch>[], filter: PatchFilter) =>
  patches.map((one) => passes(one, filter, ({ mean, std }) => ({ mean, std })))

describe('the filter of patches', () => {
  it('lets all pass if it is empty', () => {
    expect(passing([patch(1, 2), patch(null, null)], {})).toEqual([true, true])
  })

  it('takes l eastwards, through 0 if the second is smaller', () => {
    const sky = [0, 29.9, 30, 180, 330, 359.9].map((lon) => patch(lon, 0))
    expect(passing(sky, { lon: [330, 30] })).toEqual([true, true, true, false, true, true])
    expect(passing(sky, { lon: [30, 330] })).toEqual([false, false, true, true, true, false])
    expect(passing(sky, { lon: [-30, 30] })).toEqual([true, true, true, false, true, true])
  })

  it('takes a whole turn as the whole sky, an open end as 0 (which is 360), and equal ends as one meridian', () => {
    const sky = [0, 100, 359].map((lon) => patch(lon, 0))
    expect(passing(sky, { lon: [0, 360] })).toEqual([true, true, true])
    expect(passing(sky, { lon: [null, 100] })).toEqual([true, true, false])
    expect(passing(sky, { lon: [100, null] })).toEqual([true, true, true])
    expect(passing(sky, { lon: [100, 100] })).toEqual([false, true, false])
  })

  it('includes the ends of b, mean and standard deviation, negative ones too', () => {
    const sky = [patch(0, -30, -2, 0.1), patch(0, -20, -1, 0.2), patch(0, 20, 3, 0.3)]
    expect(passing(sky, { lat: [-30, -20] })).toEqual([true, true, false])
    expect(passing(sky, { mean: [null, -1] })).toEqual([true, true, false])
    expect(passing(sky, { std: [0.2, null] })).toEqual([false, true, true])
    expect(passing(sky, { std: [0.2, null], mean: [0, null] })).toEqual([false, false, true])
  })

  it('leaves out patches without a position only where positions matter', () => {
    const unplaced = [patch(null, null, 5)]
    expect(passing(unplaced, { mean: [4, 6] })).toEqual([true])
    expect(passing(unplaced, { lat: [-90, 90] })).toEqual([false])
    expect(passing(unplaced, { lon: [0, 360] })).toEqual([false])
  })

  it('takes several splits', () => {
    const sky = ['train', 'validation', 'test'].map((split) => patch(0, 0, 0, 1, split))
    expect(passing(sky, { splits: ['test', 'validation'] })).toEqual([false, true, true])
  })
})
