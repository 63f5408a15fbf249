import { describe, expect, it } from 'vitest'
import { exactProbes, probesOf } from '../../../src-main/engine/flow/probes.ts'
import { randomStream } from '../../../src-main/engine/runtime/random.ts'

/** Mean over probes of e . J e. */
function estimate(probes: readonly Float32Array[], matrix: (i: number, j: number) => number): number {
  let sum = 0
  for (const e of probes)
    for (let i = 0; i < e.length; i++) for (let j = 0; j < e.length; j++) sum += e[i] * matrix(i, j) * e[j]
  return sum / probes.length
}
const dense = (i: number, j: number) => Math.sin(3 * i + 5 * j)
const trace = (length: number) => Array.from({ length }, (_, i) => dense(i, i)).reduce((sum, value) => sum + value, 0)

describe('probes', () => {
  it.each([
    [[4, 4, 1], 16],
    [[3, 3, 2], 32],
    [[1, 1, 5], 8],
  ] as const)('of %j are exact in number %i', (shape, count) => {
    expect(exactProbes(shape)).toBe(count)
    const probes = probesOf(randomStream(1), shape, count)
    const length = shape[0] ** 2 * shape[2]
    expect(probes.every((probe) => probe.length === length && probe.every((sign) => Math.abs(sign) === 1))).toBe(true)
    expect(estimate(probes, dense)).toBeCloseTo(trace(length), 4)
  })

  it('one by one are right on average', () => {
    const estimates = Array.from({ length: 2000 }, (_, i) =>
      estimate(probesOf(randomStream(2, i), [2, 2, 1], 1), dense),
    )
    const mean = estimates.reduce((sum, value) => sum + value, 0) / 2000
    expect(Math.abs(mean - trace(4))).toBeLessThan(0.15)
  })

  it('of four, neighbours in rows, columns and diagonals cancel', () => {
    const probes = probesOf(randomStream(3), [8, 8, 1], 4)
    const neighbours = (i: number, j: number) => {
      const [rows, columns] = [Math.abs((i >> 3) - (j >> 3)), Math.abs((i & 7) - (j & 7))]
      return rows <= 1 && columns <= 1 ? 1 + i : 0
    }
    expect(estimate(probes, neighbours)).toBeCloseTo((64 * 65) / 2, 6)
    expect(estimate(probes.slice(0, 1), neighbours)).not.toBeCloseTo((64 * 65) / 2, 0)
  })

  it('are fixed by their stream', () => {
    expect(probesOf(randomStream(4), [4, 4, 1], 2)).toEqual(probesOf(randomStream(4), [4, 4, 1], 2))
    expect(probesOf(randomStream(4), [4, 4, 1], 1)).not.toEqual(probesOf(randomStream(5), [4, 4, 1], 1))
  })
})
