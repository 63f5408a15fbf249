import { expect, test } from 'vitest'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { isotropicScattering, scalePairs } from '../../../src-shared/statistics/isotropic-scattering.ts'
import { scatteringPaths, scatteringTransform } from '../../../src-shared/statistics/wavelet-scattering.ts'

const wavelets = { scales: 4, angles: 8 }
const size = 64
const transform = scatteringTransform(size, size, wavelets, 'patch')
const of = (patch: ArrayLike<number>) => isotropicScattering(transform, transform(patch), wavelets)
const noise = (seed: number) => {
  const random = seedRandom(seed)
  return Float64Array.from({ length: size * size }, () => normal(random))
}
const turned = (patch: Float64Array) => patch.map((_, k) => patch[(k % size) * size + size - 1 - Math.floor(k / size)])

test('pairs of scales are in the order of the coefficients', () => {
  expect(scalePairs({ scales: 3 })).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ])
})

test('means over positions and angles, and their ratios, from coefficients set by hand', () => {
  const small = { scales: 2, angles: 4 }
  const paths = scatteringPaths(small)
  const coefficients = Float64Array.from({ length: 2 * paths.length }, (_, i) => {
    const [first, second] = paths[i >> 1]
    const side = i % 2 === 0 ? -1 : 1
    if (!first) return 9
    if (!second) return 10 * (first.scale + 1) + first.angle + side
    const turn = (second.angle - first.angle + 4) % 4
    return (turn === 0 ? 6 : turn === 2 ? 3 : 4.5) + side
  })
  const { s1, s21, s22 } = isotropicScattering({ rows: 1, columns: 2 }, coefficients, small)
  expect([...s1]).toEqual([11.5, 21.5].map((value) => expect.closeTo(value, 12)))
  expect(s21[0]).toBeCloseTo(4.5 / 11.5, 12)
  expect(s22[0]).toBeCloseTo(2, 12)
})

test('a quarter turn changes nothing but what the borders weigh, and a new unit only the strength', () => {
  const patch = noise(1)
  const before = of(patch)
  const after = of(turned(patch).map((value) => 3 * value))
  before.s1.forEach((value, j) => expect(Math.abs(after.s1[j] / value / 3 - 1)).toBeLessThan(0.1))
  before.s21.forEach((value, i) => expect(Math.abs(after.s21[i] / value - 1)).toBeLessThan(0.1))
  before.s22.forEach((value, i) => expect(Math.abs(after.s22[i] / value - 1)).toBeLessThan(0.1))
})

test('filaments are sparser and more elongated than Gaussian noise', () => {
  const random = seedRandom(5)
  const filaments = new Float64Array(size * size)
  for (let n = 0; n < 4; n++) {
    const [angle, offset] = [n * 0.8 + 0.2, 10 * normal(random)]
    for (let k = 0; k < filaments.length; k++) {
      const [row, column] = [Math.floor(k / size) - 32, (k % size) - 32]
      filaments[k] += Math.exp(-(((row * Math.cos(angle) + column * Math.sin(angle) - offset) / 2) ** 2))
    }
  }
  const [lines, gaussian] = [of(filaments), of(noise(2))]
  // Scales 1 and 2 (about 4 and 8 pixels): the filaments' width and the next.
  const pair = scalePairs(wavelets).findIndex(([a, b]) => a === 1 && b === 2)
  expect(lines.s21[pair]).toBeGreaterThan(1.2 * gaussian.s21[pair])
  expect(lines.s22[pair]).toBeGreaterThan(1.5 * gaussian.s22[pair])
})

test('a patch without fluctuations has no ratios', () => {
  const { s1, s21, s22 } = isotropicScattering(
    { rows: 1, columns: 1 },
    new Float64Array(scatteringPaths(wavelets).length),
    wavelets,
  )
  expect([...s1]).toEqual([0, 0, 0, 0])
  expect([...s21, ...s22].every(Number.isNaN)).toBe(true)
})
