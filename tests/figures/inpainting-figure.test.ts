import { describe, expect, it } from 'vitest'
import { inpaintingFigure, type InpaintingPictures } from '../../src-main/figures/inpainting-figure.ts'
import { elementsOf, readSvg, textsOf } from './svg-document.ts'

const size = 2
const of = (...values: number[]) => Float32Array.from(values)
const statistics = (factor: number) => ({ histogram: [0.2, 0.3 * factor], spectrum: [4 * factor, -1] })
const inside = { filled: { gradient: 0.5, seam: 1.2, contours: 0.4, power: null, histogram: 0.3 }, sample: null }
const estimate = (title: string, factor: number): InpaintingPictures['estimates'][number] => ({
  title,
  filled: of(1, 2, 3, 2.5),
  residual: of(0, 0, 0, -1.5),
  deviation: null,
  sample: null,
  error: 0.4 * factor,
  statistics: { fill: statistics(1), filled: statistics(factor), sample: null, inside },
})
const pictures: InpaintingPictures = {
  size,
  channel: 'I',
  whole: false,
  subject: 'patch 7 (mask disc, noise 0.2)',
  original: of(1, 2, 3, 4),
  corrupted: of(1, 2, 3, NaN),
  statistics: { edges: [-3, 1, 5], ell: [90, 180], original: statistics(2) },
  estimates: [estimate('Mean', 1), estimate('Flow', 0.5)],
}
const images = (figure: { svg: string }) => elementsOf(readSvg(figure.svg), 'image')

describe('the figure of an inpainting', () => {
  it('has the patch and the data, and a column for each estimate', () => {
    const figure = inpaintingFigure('hole', pictures)
    // Original, corrupted, two filled patches, two residuals.
    expect(images(figure)).toHaveLength(6)
    expect(new Set(images(figure).map(({ attributes }) => attributes.x)).size).toBe(4)
    const texts = textsOf(readSvg(figure.svg))
    expect(texts).toEqual(
      expect.arrayContaining(['original', 'corrupted', 'Mean', 'Flow', 'residual', 'Power spectrum']),
    )
    expect(texts).not.toContain('std')
    expect(figure.caption).toContain('patch 7 (mask disc, noise 0.2)')
  })

  it('has rows of standard deviations and samples if an estimate has them', () => {
    const drawn = { ...estimate('Flow', 1), deviation: of(0, 0, 0, 0.3), sample: of(1, 2, 3, 5) }
    const figure = inpaintingFigure('hole', { ...pictures, estimates: [estimate('Mean', 1), drawn] })
    expect(images(figure)).toHaveLength(8)
    expect(textsOf(readSvg(figure.svg))).toEqual(expect.arrayContaining(['std', 'a sample', 'standard deviation']))
    expect(figure.caption).toContain('filled, a sample, residual, std')
  })

  it('comes with its numbers', () => {
    const { numbers, more } = inpaintingFigure('hole', pictures)
    expect(numbers).toEqual({
      columns: ['ell', 'original', 'Mean', 'Flow'],
      rows: [
        [90, 8, 4, 2],
        [180, -1, -1, -1],
      ],
    })
    expect(more!.histogram.rows[1]).toEqual([3, 0.6, 0.3, 0.15])
    expect(more!.errors.rows[1]).toEqual(['Flow', 0.2, 0.5, 0.4, null, 1.2, 0.3])
  })
})
