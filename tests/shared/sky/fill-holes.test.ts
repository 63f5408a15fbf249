import { describe, expect, it } from 'vitest'
import { fillHoles } from '../../../src-shared/sky/fill-holes.ts'
import { markGood, standardiseHoles } from '../../../src-shared/sky/standardise-holes.ts'
import reference from '../../reference/recipe.json' with { type: 'json' }

const size = 24
const picture = (value: (row: number, column: number) => number) =>
  Float64Array.from({ length: size * size }, (_, i) => value(Math.floor(i / size), i % size))
const holed = (values: Float64Array, isHole: (row: number, column: number) => boolean) => {
  const good = Uint8Array.from(values, (_, i) => (isHole(Math.floor(i / size), i % size) ? 0 : 1))
  return { good, values: values.map((value, i) => (good[i] ? value : NaN)) }
}

describe('diffusion', () => {
  it('restores a harmonic picture inside a hole: x² - y² and xy solve the five-point equation exactly', () => {
    const harmonic = picture((y, x) => 1e6 + x * x - y * y + 3 * x * y)
    const { good, values } = holed(harmonic, (y, x) => Math.hypot(y - 11, x - 12) < 7)
    fillHoles(values, good, size)
    // Of a border that spans some 1e3.
    values.forEach((value, i) => expect(Math.abs(value - harmonic[i])).toBeLessThan(1e-6))
  })

  it('agrees with SciPy’s sparse solver, also for holes at the edge and of one pixel', () => {
    const { filled, hole } = reference
    const { good, values } = holed(
      picture((y, x) => Math.sin(0.7 * y) + Math.cos(0.3 * x * y)),
      (y, x) => hole[y * size + x] === 1,
    )
    fillHoles(values, good, size)
    values.forEach((value, i) => expect(value).toBeCloseTo(filled[i], 9))
  })

  it('fills with the only value there is, and leaves good pixels alone', () => {
    const { good, values } = holed(
      picture(() => 5),
      (y, x) => y + x > 0,
    )
    fillHoles(values, good, size)
    values.forEach((value) => expect(value).toBeCloseTo(5, 12))
  })
})

describe('a patch with a hole', () => {
  const sky = picture((y, x) => 10 + Math.sin(y) + x / 5)
  const treat = (holes: 'skip' | 'fill' | 'keep', goodFraction: number, of = sky) => {
    const { values } = holed(of, (y, x) => y < 6 && x < 12)
    const good = new Uint8Array(size * size)
    const out = new Float32Array(size * size)
    const count = markGood([values], good)
    return {
      count,
      good,
      out,
      standards: standardiseHoles([values], good, ['I'], { scale: 'log' }, { holes, goodFraction }, out),
    }
  }

  it('is left out, or needs its fraction of good pixels', () => {
    expect(treat('skip', 0).standards).toBe('missing pixels')
    // 72 of 576 pixels are missing: 0.875 are good.
    expect(treat('keep', 0.88).standards).toBe('too few good pixels')
    expect(treat('keep', 0.87)).toMatchObject({ count: 504, standards: [{}] })
    expect(
      treat(
        'fill',
        0.5,
        sky.map((value) => value - 10),
      ).standards,
    ).toBe('values not above zero')
  })

  it('that is kept has the mean and deviation of its good pixels, and 0 in the hole', () => {
    const { good, out, standards } = treat('keep', 0.5)
    const logs = [...sky].map(Math.log).filter((_, i) => good[i])
    const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length
    const std = Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / logs.length)
    const [found] = standards as { mean: number; std: number }[]
    expect(found.mean).toBeCloseTo(mean, 12)
    expect(found.std).toBeCloseTo(std, 12)
    out.forEach((z, i) => expect(z).toBeCloseTo(good[i] ? (Math.log(sky[i]) - mean) / std : 0, 5))
  })

  it('that is filled is standardised as a whole', () => {
    const { out } = treat('fill', 0.5)
    expect(out.reduce((sum, z) => sum + z, 0) / out.length).toBeCloseTo(0, 6)
    expect(out.reduce((sum, z) => sum + z * z, 0) / out.length).toBeCloseTo(1, 5)
    expect(out.every(Number.isFinite)).toBe(true)
  })
})
