import { describe, expect, it } from 'vitest'
import { figureMasks, maskName } from '../../../../src-renderer/views/inpaintings/new/masks.ts'
import { fitSquares } from '../../../../src-renderer/components/fit-squares.ts'
import {
  histogramSeries,
  objectiveSeries,
  spectrumSeries,
} from '../../../../src-renderer/views/inpaintings/page/inpainting-curves.ts'
import { inpaintings } from '../../fake/inpainting-records.ts'

const statistics = inpaintings[0].statistics!

describe('the curves of an inpainting', () => {
  it('are those of original, model and filled patch, the last in bold', () => {
    for (const series of [histogramSeries(statistics), spectrumSeries(statistics)])
      expect(series.map(({ name, bold }) => [name, bold === true])).toEqual([
        ['original', false],
        ['model', false],
        ['filled', true],
      ])
  })

  it('of pixel histograms lie at bin centres, even for uneven bins', () => {
    const uneven = { ...statistics, edges: [0, 1, 3, 7] }
    expect(histogramSeries(uneven)[0].x).toEqual([0.5, 2, 5])
  })

  it('of power spectra keep negative bands', () => {
    const spectrum = { ...statistics.spectrum, filled: statistics.spectrum.filled.with(3, -1e-5) }
    expect(spectrumSeries({ ...statistics, spectrum })[2].y[3]).toBe(-1e-5)
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

describe('the masks of Fig. 6', () => {
  it('lie inside the 256 px patch, where the paper puts them', () => {
    const [disc, corner, block] = figureMasks.map(({ shape }) => shape as Record<string, number>)
    expect(disc).toEqual({ cx: 100, cy: 60, r: 50 })
    expect([corner.x + corner.width, corner.y + corner.height]).toEqual([160, 100])
    expect([block.x, block.x + block.width, block.y, block.y + block.height]).toEqual([150, 250, 50, 200])
  })
  it('are named by kind, or by file name on any system', () => {
    expect(maskName({ kind: 'disc' })).toBe('disc')
    expect(maskName({ kind: 'file', path: '/sky/my mask.npy' })).toBe('my mask.npy')
    expect(maskName({ kind: 'file', path: 'C:\\sky\\mask.fits' })).toBe('mask.fits')
  })
})

describe('pictures that fit side by side', () => {
  it('never overflow the area, and use the best number of columns', () => {
    for (const [width, height] of [
      [1200, 300],
      [300, 1200],
      [640, 480],
    ] as const) {
      const { columns, side } = fitSquares(5, width, height)
      const rows = Math.ceil(5 / columns)
      expect(columns * side + (columns - 1) * 8).toBeLessThanOrEqual(width)
      expect(rows * (side + 18) + (rows - 1) * 8).toBeLessThanOrEqual(height)
      for (const other of [1, 2, 3, 4, 5]) {
        const high = (height - (Math.ceil(5 / other) - 1) * 8) / Math.ceil(5 / other) - 18
        expect(Math.floor(Math.min((width - (other - 1) * 8) / other, high))).toBeLessThanOrEqual(side)
      }
    }
  })
  it('have no size without an area', () => expect(fitSquares(5, 0, 0).side).toBe(0))
})
