import { describe, expect, it } from 'vitest'
import { histogramSeries, missingSeries } from '../../../../../src-renderer/views/maps/page/statistics-series.ts'

const none = { below: 0, above: 0, missing: 0 }

describe('the curve of a histogram', () => {
  it('has counts at the middles of bins, geometric ones on a logarithmic scale', () => {
    const linear = histogramSeries({ scale: 'linear', edges: [0, 2, 4], counts: [3, 5], ...none }, 'I')
    expect(linear).toMatchObject([{ name: 'I', x: [1, 3], y: [3, 5], stepped: true }])
    const [log] = histogramSeries({ scale: 'log', edges: [1, 100, 10000], counts: [3, 5], ...none }, 'I')
    expect([log.x[0], log.x[1]].map((value) => Number(value.toFixed(9)))).toEqual([10, 1000])
  })

  it('does not exist without values', () => {
    expect(histogramSeries({ scale: 'log', edges: [], counts: [], ...none }, 'I')).toEqual([])
  })
})

describe('the curve of missing pixels', () => {
  it('has fractions at the latitudes that halve the areas, and gaps without pixels', () => {
    const [{ x, y }] = missingSeries({ edges: [-90, 0, 90], pixels: [8, 0], missing: [2, 0] }, 'I')
    // Half the area of a hemisphere lies above 30 degrees.
    expect([x[0], x[1]].map((value) => Number(value.toFixed(9)))).toEqual([-30, 30])
    expect([y[0], y[1]]).toEqual([0.25, NaN])
  })
})
