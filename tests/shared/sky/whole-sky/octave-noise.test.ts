import { describe, expect, it } from 'vitest'
import { fillNormal } from '../../../../src-main/engine/runtime/random.ts'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import { octaveNoise } from '../../../../src-shared/sky/whole-sky/octave-noise.ts'

describe('noise taken apart for the levels of a chain', () => {
  it('is an orthogonal transform: white noise stays white, in each level and between them', () => {
    const split = octaveNoise(8, 2)
    const rows = Array.from({ length: 64 }, (_, i) => {
      const levels = split(Float32Array.from({ length: 64 }, (_, k) => Number(k === i)))
      expect(levels.map(({ length }) => length)).toEqual([4, 12, 48])
      return levels.flatMap((level) => [...level])
    })
    rows.forEach((row, i) =>
      rows.forEach((other, j) => {
        const product = row.reduce((sum, value, k) => sum + value * other[k], 0)
        expect(Math.abs(product - Number(i === j))).toBeLessThan(1e-5)
      }),
    )
  })

  it('without octaves is the noise itself', () => {
    const noise = fillNormal(new Float32Array(64), seedRandom(1))
    expect(octaveNoise(8, 0)(noise)).toEqual([noise])
  })

  it('has the long waves in the coarsest picture: a constant is one there, of the same sum of squares', () => {
    const [coarsest, ...octaves] = octaveNoise(16, 2)(new Float32Array(256).fill(1))
    for (const value of coarsest) expect(value).toBeCloseTo(4, 5)
    expect(Math.max(...octaves.flatMap((level) => [...level].map(Math.abs)))).toBeLessThan(1e-5)
  })

  it('holds less of the wave beyond an octave than Haar means, which share it by where blocks lie', () => {
    // The wave of 0.6 of the pixels' limit folds onto 0.4; Haar's means have sin^2(0.2 pi) = 0.35 of the power of it there.
    const wave = Float32Array.from({ length: 40 ** 2 }, (_, i) => Math.cos(Math.PI * 0.6 * (i % 40)))
    const total = wave.reduce((sum, value) => sum + value ** 2, 0)
    const [means] = octaveNoise(40, 1)(wave)
    const share = means.reduce((sum, value) => sum + value ** 2, 0) / total
    expect(share).toBeGreaterThan(0.1)
    expect(share).toBeLessThan(0.2)
  })
})
