import { describe, expect, it } from 'vitest'
import { reducedImage } from '../../../../src-shared/sky/image/reduced-image.ts'

const image = (width: number, height: number) => ({
  ...{ width, height },
  values: Float32Array.from({ length: width * height }, (_, pixel) => pixel),
})

describe('an image in fewer pixels', () => {
  it('has every k-th pixel of each row and column, so that its longer side fits', () => {
    const { width, height, values } = reducedImage(image(7, 4), 3)
    expect([width, height]).toEqual([3, 2])
    expect([...values]).toEqual([0, 3, 6, 21, 24, 27])
  })

  it('is the image itself if it is small enough', () => {
    const { width, height, values } = reducedImage(image(4, 3), 4)
    expect([width, height]).toEqual([4, 3])
    expect([...values]).toEqual([...image(4, 3).values])
  })

  it('keeps missing pixels, and the shape of a single row or column', () => {
    const row = image(9, 1)
    row.values[4] = NaN
    expect([...reducedImage(row, 3).values]).toEqual([0, 3, 6])
    expect([...reducedImage(row, 5).values]).toEqual([0, 2, NaN, 6, 8])
    expect(reducedImage(image(1, 9), 3)).toMatchObject({ width: 1, height: 3 })
  })
})
