import { planTransform } from './fft.ts'

/** A transform of an image of ny rows and nx columns, in place, complex numbers interleaved, row-major. */
export type Transform2 = {
  nx: number
  ny: number
  forward: (data: Float64Array) => void
  inverse: (data: Float64Array) => void
}

/** The two-dimensional transform, any size: along rows, then along columns; the inverse divides by nx ny. */
export function planTransform2(nx: number, ny: number): Transform2 {
  const alongRow = planTransform(nx)
  const alongColumn = nx === ny ? alongRow : planTransform(ny)
  const column = new Float64Array(2 * ny)
  const both = (data: Float64Array, direction: 'forward' | 'inverse') => {
    for (let y = 0; y < ny; y++) alongRow[direction](data.subarray(2 * y * nx, 2 * (y + 1) * nx))
    for (let x = 0; x < nx; x++) {
      for (let y = 0; y < ny; y++) {
        column[2 * y] = data[2 * (y * nx + x)]
        column[2 * y + 1] = data[2 * (y * nx + x) + 1]
      }
      alongColumn[direction](column)
      for (let y = 0; y < ny; y++) {
        data[2 * (y * nx + x)] = column[2 * y]
        data[2 * (y * nx + x) + 1] = column[2 * y + 1]
      }
    }
  }
  return { nx, ny, forward: (data) => both(data, 'forward'), inverse: (data) => both(data, 'inverse') }
}

/** A real image as interleaved complex numbers. */
export function toComplex(image: ArrayLike<number>): Float64Array {
  const data = new Float64Array(2 * image.length)
  for (let i = 0; i < image.length; i++) data[2 * i] = image[i]
  return data
}
