import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  fourierTransform,
  separateTransforms,
  transformPlane,
  transposedTransform,
} from '../../../src-shared/statistics/fourier-transform.ts'
import reference from '../../reference/statistics.json' with { type: 'json' }
import { signal } from './signal.ts'

test.each(reference.fourier)('a transform of length $n matches NumPy’s', ({ n, re, im }) => {
  const numbers = signal(2 * n)
  const data = new Float64Array(2 * n)
  for (let k = 0; k < n; k++) data.set([numbers[k], numbers[n + k]], 2 * k)
  fourierTransform(n).forward(data)
  for (let k = 0; k < n; k++) {
    expect(data[2 * k]).toBeCloseTo(re[k], 12)
    expect(data[2 * k + 1]).toBeCloseTo(im[k], 12)
  }
})

test.each([3, 6, 12, 40, 56, 96, 144, 320, 352])('a transform of length %i is the sum it stands for', (n) => {
  const numbers = signal(2 * n)
  const data = numbers.slice()
  fourierTransform(n).forward(data)
  for (let k = 0; k < n; k++) {
    let [re, im] = [0, 0]
    for (let j = 0; j < n; j++) {
      const angle = (2 * Math.PI * ((j * k) % n)) / n
      re += numbers[2 * j] * Math.cos(angle) + numbers[2 * j + 1] * Math.sin(angle)
      im += numbers[2 * j + 1] * Math.cos(angle) - numbers[2 * j] * Math.sin(angle)
    }
    expect(data[2 * k]).toBeCloseTo(re, 11)
    expect(data[2 * k + 1]).toBeCloseTo(im, 11)
  }
  fourierTransform(n).inverse(data)
  data.forEach((value, i) => expect(value).toBeCloseTo(numbers[i], 13))
})

test('the inverse restores any plane', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (rows, columns) => {
      const before = signal(2 * rows * columns)
      const data = before.slice()
      transformPlane(data, rows, columns, 'forward')
      transformPlane(data, rows, columns, 'inverse')
      data.forEach((value, i) => expect(value).toBeCloseTo(before[i], 12))
    }),
  )
})

test('a plane is transformed along both axes: Parseval’s theorem holds', () => {
  const data = signal(2 * 12 * 7)
  const energy = (values: Float64Array) => values.reduce((sum, value) => sum + value ** 2, 0)
  const before = energy(data)
  transformPlane(data, 12, 7, 'forward')
  expect(energy(data) / (12 * 7)).toBeCloseTo(before, 10)
})

test.each([
  [8, 32],
  [12, 20],
  [15, 48],
  [5, 9],
  [1, 30],
  [64, 2],
  [14, 10],
])('a plane of %i x %i is transformed line by line', (rows, columns) => {
  const before = signal(2 * rows * columns)
  for (const direction of ['forward', 'inverse'] as const) {
    const data = before.slice()
    transformPlane(data, rows, columns, direction)
    const lines = before.slice()
    for (let row = 0; row < rows; row++)
      fourierTransform(columns)[direction](lines.subarray(2 * row * columns, 2 * (row + 1) * columns))
    for (let column = 0; column < columns; column++) {
      const line = Float64Array.from({ length: 2 * rows }, (_, i) => lines[2 * ((i >> 1) * columns + column) + (i % 2)])
      fourierTransform(rows)[direction](line)
      for (let row = 0; row < rows; row++) {
        expect(data[2 * (row * columns + column)]).toBeCloseTo(line[2 * row], 11)
        expect(data[2 * (row * columns + column) + 1]).toBeCloseTo(line[2 * row + 1], 11)
      }
    }
  }
})

test.each([
  [12, 20],
  [8, 6],
  [14, 10],
])(
  'the transform of a plane of %i x %i may be left transposed, not divided, and of some rows alone',
  (rows, columns) => {
    const before = signal(2 * rows * columns)
    for (const sign of [-1, 1] as const) {
      const whole = before.slice()
      transformPlane(whole, rows, columns, sign === -1 ? 'forward' : 'inverse')
      const kept = { from: 2, to: 5 }
      const found = transposedTransform(before.slice(), new Float64Array(before.length), rows, columns, sign, kept)
      for (let column = 0; column < columns; column++) {
        for (let row = kept.from; row < kept.to; row++) {
          for (const part of [0, 1]) {
            const value = whole[2 * (row * columns + column) + part] * (sign === -1 ? 1 : rows * columns)
            expect(found[2 * (column * 3 + row - 2) + part]).toBeCloseTo(value, 11)
          }
        }
      }
    }
  },
)

test('two real planes that were transformed together are separated into twice their transforms', () => {
  const [rows, columns] = [6, 9]
  const numbers = signal(2 * rows * columns)
  const [one, other] = [0, 1].map((part) => numbers.map((_, i) => (i % 2 === 0 ? numbers[i + part] : 0)))
  const both = numbers.slice()
  for (const plane of [one, other, both]) transformPlane(plane, rows, columns, 'forward')
  const [first, second] = [new Float64Array(both.length), new Float64Array(both.length)]
  separateTransforms(both, rows, columns, first, second)
  first.forEach((value, i) => expect(value).toBeCloseTo(2 * one[i], 12))
  second.forEach((value, i) => expect(value).toBeCloseTo(2 * other[i], 12))
})
