import { expect, test } from 'vitest'
import {
  interpolationFigure,
  interpolationStrip,
  interpolationTable,
} from '../../../src-main/figures/validation/interpolation.ts'
import { madeValidation } from '../made-validation.ts'
import { elementsOf, readSvg, textsOf } from '../svg-document.ts'

const picture = (value: number) => Float32Array.of(value, value + 2, value, value + 2)
const straight = { from: 4, to: 9, steps: 3, pictures: [0, 1, 2, 3, 7].map(picture) }

test('an interpolation shows its ends and the points in between, four to a row', () => {
  const svg = readSvg(interpolationStrip(straight, 2))
  const images = elementsOf(svg, 'image')
  expect(images).toHaveLength(5)
  expect(new Set(images.map(({ attributes }) => attributes.y)).size).toBe(2)
  expect(textsOf(svg).filter((text) => text.startsWith('λ'))).toEqual([
    'λ = 0',
    'λ = 1/4',
    'λ = 2/4',
    'λ = 3/4',
    'λ = 1',
  ])
})

test('its numbers are the steps between pictures, and the mean and standard deviation of each', () => {
  const { columns, rows } = interpolationTable(straight)
  expect(columns[0]).toBe('lambda')
  expect(rows.map(([lambda]) => lambda)).toEqual([0, 0.25, 0.5, 0.75, 1])
  // Each picture is the previous one plus a constant, which is the root mean square difference.
  expect(rows.map(([, step]) => step)).toEqual([null, 1, 1, 1, 4])
  expect(rows.map(([, , mean]) => mean)).toEqual([1, 2, 3, 4, 8])
  expect(rows.map((row) => row[3])).toEqual([1, 1, 1, 1, 1])
})

test('its caption names both patches', () => {
  const figure = interpolationFigure({ ...madeValidation(), interpolation: straight, size: 2 })!
  expect(figure.caption).toContain('From the test patch 4 (top left) to 9 (bottom right)')
  expect(figure.caption).toContain('3 points between them')
})

test('there is no figure if the checkpoint has changed', () => {
  expect(interpolationFigure({ ...madeValidation(), interpolation: null })).toBeNull()
})
