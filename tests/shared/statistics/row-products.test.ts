import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addRowProducts, productsAmongRows } from '../../../src-shared/statistics/row-products.ts'
import { signal } from './signal.ts'

/** From the definition. */
const productOf = (a: Float64Array, i: number, b: Float64Array, j: number, width: number) => {
  let sum = 0
  for (let k = 0; k < width; k++) sum += a[i * width + k] * b[j * width + k]
  return sum
}

describe('products of rows', () => {
  test('are the scalar products, for any number of rows: whole blocks of 4 by 2 and the rest', () => {
    const sizes = fc.integer({ min: 0, max: 9 })
    fc.assert(
      fc.property(sizes, sizes, sizes, (rowsA, rowsB, width) => {
        const [a, b] = [signal(rowsA * width), signal(rowsB * width).map((value) => 1 - value)]
        const out = new Float64Array(rowsA * rowsB)
        addRowProducts(a, rowsA, b, rowsB, width, out)
        for (let i = 0; i < rowsA; i++)
          for (let j = 0; j < rowsB; j++) expect(out[i * rowsB + j]).toBeCloseTo(productOf(a, i, b, j, width), 12)
      }),
    )
  })

  test('are added to the existing values', () => {
    const out = Float64Array.of(10, 20)
    addRowProducts(Float64Array.of(1, 2), 1, Float64Array.of(3, 4, 5, 6), 2, 2, out)
    expect([...out]).toEqual([21, 37])
  })

  test('of rows with themselves fill the diagonal and the upper triangle', () => {
    const [rows, width] = [7, 5]
    const a = signal(rows * width)
    const out = new Float64Array(rows * rows)
    addRowProducts(a, rows, a, rows, width, out)
    for (let i = 0; i < rows; i++)
      for (let j = i; j < rows; j++) expect(out[i * rows + j]).toBeCloseTo(productOf(a, i, a, j, width), 12)
  })

  test('among all rows are symmetric, for more values than a block has', () => {
    const [rows, width] = [3, 300]
    const a = signal(rows * width)
    const products = productsAmongRows((row, column) => a[row * width + column], rows, width)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < rows; j++) expect(products[i * rows + j]).toBeCloseTo(productOf(a, i, a, j, width), 10)
    expect(products[1]).toBe(products[3])
  })
})
