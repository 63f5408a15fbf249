import { decode } from 'fast-png'
import { beforeAll, describe, expect, test } from 'vitest'
import { colourTable } from '../../../src-shared/colour/colour-maps.ts'
import { reconstructionsFigure } from '../../../src-main/figures/validation/reconstructions.ts'
import { madeValidation } from '../made-validation.ts'
import { elementsOf, readSvg, textsOf, type SvgElement } from '../svg-document.ts'

const validated = madeValidation()
let drawn: SvgElement
beforeAll(async () => {
  drawn = readSvg((await reconstructionsFigure(validated)).svg)
})

/** RGB of a picture embedded in a figure, at fractions of its width and height. */
function colourAt(image: SvgElement, x: number, y: number) {
  const { width, height, channels, data } = decode(Buffer.from(image.attributes.href.split(',')[1], 'base64'))
  const at = channels * (Math.floor(y * height) * width + Math.floor(x * width))
  return [...data.slice(at, at + 3)]
}

describe('reconstructions', () => {
  test('are those of the best patch, the quartiles and the worst one, in four rows of pictures', () => {
    const errors = validated.patches.map(({ meanSquaredError }) => meanSquaredError).sort((a, b) => a - b)
    const titles = textsOf(drawn).filter((text) => text.startsWith('patch '))
    expect(titles.map((text) => Number(text.split(': ')[1]))).toEqual(
      [0, 3, 5, 8, 10].map((rank) => Number(errors[rank].toPrecision(3))),
    )
    expect(elementsOf(drawn, 'image')).toHaveLength(20)
    for (const text of [
      'original',
      'reconstruction',
      'residual',
      'deviation',
      'standardised value',
      'residual, std',
      'deviation, std',
    ])
      expect(textsOf(drawn)).toContain(text)
  })

  test('are drawn north up, the last row of pixels first, in the colours of their scale', async () => {
    const order = validated.patches.toSorted((a, b) => a.meanSquaredError - b.meanSquaredError)
    const place = validated.patches.indexOf(order[0])
    const [original] = await validated.pictures('originals', [place])
    const [image] = elementsOf(drawn, 'image')
    const magma = colourTable('magma')
    const place255 = (row: number, column: number) => {
      const colour = colourAt(image, (column + 0.5) / 32, (row + 0.5) / 32)
      for (let i = 0; i < 256; i++) if (colour.every((value, c) => value === magma[3 * i + c])) return i
      throw new Error(`${colour} is not of magma`)
    }
    // Colours increase with the values, so the order of pixels along the top edge is that of the northernmost row.
    const north = Array.from({ length: 32 }, (_, column) => original[31 * 32 + column])
    const colours = Array.from({ length: 32 }, (_, column) => place255(0, column))
    const byValue = (values: number[]) => values.indexOf(Math.max(...values))
    expect(colours[byValue(north)]).toBe(Math.max(...colours))
    const [low, high] = [Math.min(...north), Math.max(...north)]
    const inner = colours.filter((colour) => colour > 0 && colour < 255)
    const step = (Math.max(...inner) - Math.min(...inner)) / 255
    expect(step).toBeGreaterThan(0)
    north.forEach((value, column) => {
      if (colours[column] === 0 || colours[column] === 255) return
      const share = (value - low) / (high - low)
      const expected = Math.min(...colours) + share * (Math.max(...colours) - Math.min(...colours))
      if (Math.min(...colours) > 0 && Math.max(...colours) < 255)
        expect(Math.abs(colours[column] - expected)).toBeLessThan(2)
    })
  })
})
