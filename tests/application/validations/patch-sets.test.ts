import { describe, expect, it } from 'vitest'
import { mapSets, standardSets } from '../../../src-main/application/validations/measure/patch-sets.ts'
import { mapMeasures, standardMeasures } from '../../../src-main/application/validations/measure/unit-measures.ts'
import { meanSquaredErrors } from '../../../src-main/application/validations/measure/unit-results.ts'
import { spectrumSky } from '../../../src-main/application/maps/spectrum-sky.ts'
import type { Patch } from '../../../src-preload/contract/datasets.ts'

const patch = (index: number, mean: number, std: number): Patch => ({
  ...{ index, mean, std, lon: 0, lat: 40, split: 'test', others: [] },
})
/** Two patches of two pixels, three training patches of which two are chosen, and one sample. */
const pictures = {
  patches: [patch(0, 0, 2), patch(1, 1, 1)],
  originals: Float32Array.of(1, 2, 3, 4),
  reconstructions: Float32Array.of(1, 1, 3, 3),
  residuals: Float32Array.of(0, 1, 0, 1),
  linear: Float32Array.of(0, 0, 0, 0),
  samples: Float32Array.of(9, 9),
  train: { patches: [patch(5, 0, 1), patch(6, 0, 1), patch(7, 10, 3)], values: Float32Array.of(1, 1, 2, 2, 3, 4) },
  chosen: [0, 2],
}
const standard = standardSets(pictures, 2)

describe('the sets of a validation', () => {
  it('are its pictures, patch by patch, with only the chosen training patches', () => {
    expect(Object.entries(standard).map(([name, { count }]) => [name, count])).toEqual([
      ['original', 2],
      ['reconstruction', 2],
      ['residual', 2],
      ['linear', 2],
      ['sample', 1],
      ['train', 2],
    ])
    expect([...standard.train!.patch(1)]).toEqual([3, 4])
    expect([...standard.residual!.patch(1)]).toEqual([0, 1])
  })

  it('in the map’s unit undo each patch’s own standardisation, and then form residuals', () => {
    const { original, reconstruction, residual, train, sample } = mapSets(standard, pictures, { scale: 'linear' })
    expect([...original.patch(0), ...original.patch(1)]).toEqual([2, 4, 4, 5])
    expect([...reconstruction.patch(0)]).toEqual([2, 2])
    expect([...residual!.patch(0)]).toEqual([0, 2])
    expect([...train!.patch(1)]).toEqual([19, 22])
    expect(sample).toBeUndefined()
  })

  it('with a log scale have residuals of the values, not of the logarithms', () => {
    const [, second] = mapSets(standard, pictures, { scale: 'log' }).residual!.patch(0)
    expect(second).toBeCloseTo(Math.exp(4) - Math.exp(2), 4)
  })

  it('have the mean square of each patch minus its counterpart as its error', () => {
    expect(meanSquaredErrors(standard, 'reconstruction')).toEqual([0.5, 0.5])
    expect(meanSquaredErrors(standard, 'linear')).toEqual([2.5, 12.5])
  })
})

describe('the grid of the statistics', () => {
  const sky = spectrumSky({ rows: 16, columns: 16, width: 8 })
  const percent = (place: number) => place / 1000

  it('is the paper’s in standardised units: 20 bins and 32 thresholds from -3 to 5', () => {
    const { grid, bands } = standardMeasures(sky)
    expect([grid.edges.length, grid.edges[0], grid.edges.at(-1)]).toEqual([21, -3, 5])
    expect([grid.thresholds.length, grid.thresholds[0], grid.thresholds.at(-1)]).toEqual([32, -3, 5])
    expect(grid.ell).toEqual(bands.map(({ from, to }) => (from + to) / 2))
  })

  it('lies between the 0.5 and 99.5 percentiles in the map’s unit', () => {
    const { edges, thresholds } = mapMeasures(sky, { scale: 'linear' }, 1001, percent).grid
    for (const ends of [edges, thresholds]) {
      expect(ends[0]).toBeCloseTo(0.005, 9)
      expect(ends.at(-1)).toBeCloseTo(0.995, 9)
    }
  })

  it('is even in the logarithm for logarithmic patches', () => {
    const { edges } = mapMeasures(sky, { scale: 'log' }, 1001, (place) => Math.exp(percent(place))).grid
    const steps = edges.slice(1).map((edge, i) => Math.log(edge / edges[i]))
    for (const step of steps) expect(step).toBeCloseTo(0.99 / 20, 9)
  })

  it('has a finite width if all pixels are equal: half a unit, or half a power of e, to each side', () => {
    expect(mapMeasures(sky, { scale: 'linear' }, 4, () => 7).grid.edges).toMatchObject({ 0: 6.5, 20: 7.5 })
    const { edges } = mapMeasures(sky, { scale: 'log' }, 4, () => 7).grid
    expect(Math.log(edges[20] / edges[0])).toBeCloseTo(1, 9)
  })

  it('uses no more pixels than needed: every third of 600 000', () => {
    const looked: number[] = []
    mapMeasures(sky, { scale: 'linear' }, 600_000, (place) => looked.push(place))
    expect(looked).toHaveLength(200_000)
  })
})
