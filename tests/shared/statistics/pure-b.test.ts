import { describe, expect, test } from 'vitest'
import { fourierModes } from '../../../src-shared/statistics/bands.ts'
import { transformMasked } from '../../../src-shared/statistics/masked-transform.ts'
import { pureB } from '../../../src-shared/statistics/pure-b.ts'
import { signal } from './signal.ts'

const patch = { rows: 12, columns: 16, lx: 0.4, ly: 0.25 }
const { rows, columns, lx, ly } = patch
const size = rows * columns
const modes = fourierModes(patch, [])
const grid = (of: (x: number, y: number) => number) =>
  Float64Array.from({ length: size }, (_, i) => of((i % columns) / columns, Math.floor(i / columns) / rows))
const turn = 2 * Math.PI
/** Falls to 0 with its slope at the border, with two modes along each side. */
const soft = grid((x, y) => ((1 - Math.cos(turn * x)) * (1 - Math.cos(turn * y))) / 4)

/** (Q, U) of a plane wave of E and one of B with m periods across and n up. */
function wave(m: number, n: number, e: number, b: number) {
  const two = 2 * Math.atan2(n / ly, m / lx)
  const ripple = grid((x, y) => Math.cos(turn * (m * x + n * y) + 0.3))
  return {
    q: ripple.map((value) => value * (e * Math.cos(two) + b * Math.sin(two))),
    u: ripple.map((value) => value * (b * Math.cos(two) - e * Math.sin(two))),
  }
}
const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

describe('the pure B modes behind a mask', () => {
  test.each([
    [1, 0],
    [0, 2],
    [2, 1],
    [3, -2],
    [-1, 3],
  ])('of a wave of E with %d periods across and %d up are zero', (m, n) => {
    const sky = wave(m, n, 1, 0)
    const e = largest(transformMasked(patch, soft, sky.q, sky.u)[0])
    expect(e).toBeGreaterThan(1e-4)
    expect(largest(pureB(patch, modes, soft, sky)) / e).toBeLessThan(1e-12)
  })

  test('of a wave of B are k0^2 / k^2 times the modes of the mask around it', () => {
    // k^2 B of the sky is k0^2 times the wave itself; then the mask, then 1 / k^2.
    const sky = wave(2, 1, 0, 1)
    const ripple = grid((x, y) => Math.cos(turn * (2 * x + y) + 0.3))
    const [behind] = transformMasked(patch, soft, ripple, ripple)
    const k0 = (turn * 2) ** 2 / lx ** 2 + turn ** 2 / ly ** 2
    pureB(patch, modes, soft, sky).forEach((part, i) => {
      const square = modes.kx[i >> 1] ** 2 + modes.ky[i >> 1] ** 2
      expect(part).toBeCloseTo(square === 0 ? 0 : (k0 / square) * behind[i], 12)
    })
  })

  test('without a mask are B itself: Q sin 2 angle + U cos 2 angle of every mode but the mean', () => {
    const [q, u] = [signal(2 * size).slice(0, size), signal(2 * size).slice(size)]
    const everything = new Float64Array(size).fill(1)
    const [a, b] = transformMasked(patch, everything, q, u)
    pureB(patch, modes, everything, { q, u }).forEach((part, i) => {
      const two = 2 * Math.atan2(modes.ky[i >> 1], modes.kx[i >> 1])
      expect(part).toBeCloseTo(i < 2 ? 0 : a[i] * Math.sin(two) + b[i] * Math.cos(two), 14)
    })
  })

  test('scale with the sky and with the mask', () => {
    const sky = { q: signal(size), u: signal(2 * size).slice(size) }
    const once = pureB(patch, modes, soft, sky)
    const doubled = pureB(
      patch,
      modes,
      soft.map((weight) => 2 * weight),
      {
        q: sky.q.map((value) => -3 * value),
        u: sky.u.map((value) => -3 * value),
      },
    )
    once.forEach((part, i) => expect(doubled[i]).toBeCloseTo(-6 * part, 14))
  })
})
