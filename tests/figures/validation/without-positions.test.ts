import { describe, expect, test } from 'vitest'
import { errorsFigure } from '../../../src-main/figures/validation/errors.ts'
import { onePatchFigure } from '../../../src-main/figures/validation/one-patch.ts'
import { directionsOf } from '../../../src-main/figures/validation/validated.ts'
import { madeValidation } from '../made-validation.ts'
import { readSvg, textsOf } from '../svg-document.ts'

const placed = madeValidation()
const nowhere = { ...placed, patches: placed.patches.map((patch) => ({ ...patch, lon: null, lat: null })) }
const textOf = (svg: string) => textsOf(readSvg(svg)).join(' ')

describe('figures of imported patches without positions', () => {
  test('have no panel of errors by latitude', () => {
    const [some, none] = [errorsFigure(placed), errorsFigure(nowhere)]
    expect([textOf(some.svg), textOf(none.svg)].map((text) => text.includes('By Galactic latitude'))).toEqual([
      ...[true, false],
    ])
    expect([some.caption, none.caption].map((text) => text.includes('by latitude'))).toEqual([true, false])
    expect(none.numbers).toMatchObject({ columns: ['rank', 'patch', 'lon', 'lat', 'mean squared error'] })
  })

  test('name neither a position nor north', async () => {
    const { caption } = await onePatchFigure(nowhere)
    expect(caption).toMatch(/^The test patch \d+, with the median error/)
    expect(caption).toContain('Row 0 at the bottom; standardised units')
    expect(directionsOf(placed)).toBe('North up, east left; ')
  })
})
