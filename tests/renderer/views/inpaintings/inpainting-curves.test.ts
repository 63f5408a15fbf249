import { describe, expect, it } from 'vitest'
import {
  histogramSeries,
  objectiveSeries,
  spectrumSeries,
} from '../../../../src-renderer/views/inpaintings/page/inpainting-curves.ts'
import { inpaintings } from '../../fake/inpainting-records.ts'

const { statistics, estimates } = inpaintings[0]
const [mean, map] = estimates

describe('the curves of an inpainting', () => {
  it('are those of the original and of the patch filled by each estimate, the chosen one in bold, and everywhere', () => {
    for (const series of [
      histogramSeries(statistics!, estimates, 'map'),
      spectrumSeries(statistics!, estimates, 'map'),
    ]) {
      expect(series.map(({ name, bold, dashed }) => [name, bold === true, dashed === true])).toEqual([
        ['original', false, false],
        ['Mean', false, false],
        ['MAP', true, false],
        ['MAP everywhere', false, true],
      ])
      expect(series[2].colour).toBe(series[3].colour)
      expect(new Set(series.map(({ colour }) => colour)).size).toBe(3)
    }
  })

  it('have one of a sample of the chosen estimate if it has samples, and none of those under way', () => {
    const sample = { histogram: [...Array(20).keys()], spectrum: [1] }
    const drawn = { ...map, statistics: { ...map.statistics!, sample } }
    const series = histogramSeries(statistics!, [{ ...mean, statistics: null }, drawn], 'map')
    expect(series.map(({ name }) => name)).toEqual(['original', 'MAP', 'MAP everywhere', 'MAP, a sample'])
    expect(series[3].y).toEqual(sample.histogram)
  })

  it('of pixel histograms lie at bin centres, even for uneven bins', () => {
    const uneven = { ...statistics!, edges: [0, 1, 3, 7] }
    expect(histogramSeries(uneven, [], '')[0].x).toEqual([0.5, 2, 5])
  })

  it('of power spectra keep negative bands', () => {
    const filled = { ...map.statistics!.filled, spectrum: map.statistics!.filled.spectrum.with(3, -1e-5) }
    const odd = { ...map, statistics: { ...map.statistics!, filled } }
    expect(spectrumSeries(statistics!, [odd], 'map')[1].y[3]).toBe(-1e-5)
  })
})

describe('the objective over iterations', () => {
  const point = (start: number, iteration: number, objective: number) => ({ start, iteration, objective })

  it('is one bold curve for one start', () => {
    expect(objectiveSeries([point(0, 0, 9), point(0, 1, 4)])).toEqual([
      { name: 'start 1', x: [0, 1], y: [9, 4], colour: 0, bold: true },
    ])
  })

  it('is one curve per start, in order, however the points are mixed', () => {
    const series = objectiveSeries([point(2, 0, 7), point(0, 0, 9), point(2, 1, 6), point(0, 1, 8)])
    expect(series.map(({ name, y, bold }) => [name, y, bold])).toEqual([
      ['start 1', [9, 8], false],
      ['start 3', [7, 6], false],
    ])
  })

  it('has no curve before the first iteration', () => expect(objectiveSeries([])).toEqual([]))
})
