import { expect, test } from 'vitest'
import { colourPicture } from '../../src-main/figures/colour-picture.ts'
import { colourTable } from '../../src-shared/colour/colour-maps.ts'

const pixel = ({ data }: { data: ArrayLike<number> }, at: number) => [0, 1, 2, 3].map((c) => data[4 * at + c])
const colour = (name: 'magma' | 'grey', place: number) => [...colourTable(name).slice(3 * place, 3 * place + 3), 255]

test('the first row of values is the last row of pixels: north is up', () => {
  const picture = colourPicture(Float32Array.of(0, 0, 1, 1), 2, 2, { colours: 'grey', range: [0, 1] })
  expect(picture).toMatchObject({ width: 2, height: 2, channels: 4 })
  expect(pixel(picture, 0)).toEqual(colour('grey', 255))
  expect(pixel(picture, 2)).toEqual(colour('grey', 0))
})

test('values beyond the range have the colour of its end, and missing values are transparent', () => {
  const picture = colourPicture(Float32Array.of(-7, 0.5, 9, NaN), 4, 1, { range: [0, 1] })
  expect(pixel(picture, 0)).toEqual(colour('magma', 0))
  // Half of 255 steps rounds to the 128th.
  expect(pixel(picture, 1)).toEqual(colour('magma', 128))
  expect(pixel(picture, 2)).toEqual(colour('magma', 255))
  expect(pixel(picture, 3)[3]).toBe(0)
})

test('without a range, the lowest and highest 1 % of the values have the colours of the ends', () => {
  const values = Float32Array.from({ length: 1001 }, (_, i) => i)
  const picture = colourPicture(values, 1001, 1)
  expect(pixel(picture, 10)).toEqual(colour('magma', 0))
  expect(pixel(picture, 990)).toEqual(colour('magma', 255))
  // There are 255 steps from 10 to 990: the value 500 is half way.
  expect(pixel(picture, 500)).toEqual(colour('magma', 128))
})

test('a constant picture has the middle colour', () => {
  const picture = colourPicture(new Float32Array(4).fill(3), 2, 2, { colours: 'grey' })
  expect(pixel(picture, 0)).toEqual(colour('grey', 128))
})
