import { describe, expect, it } from 'vitest'
import { biharmonic } from '../../../src-shared/inpainting/biharmonic.ts'
import reference from '../../reference/fills.json' with { type: 'json' }
import { data, inHole, mask, size } from './test-patch.ts'

const picture = (value: (row: number, column: number) => number) =>
  Float64Array.from({ length: size * size }, (_, i) => value(Math.floor(i / size), i % size))

describe('a biharmonic fill', () => {
  const filled = biharmonic(data, mask, size)

  it('is SciPy’s sparse solution, also at the edge of the patch', () => {
    inHole(filled).forEach((value, k) => expect(value).toBeCloseTo(reference.biharmonic[k], 9))
    filled.forEach((value, i) => mask[i] && expect(value).toBe(data[i]))
  })

  it('is scikit-image’s', () => {
    inHole(filled).forEach((value, k) => expect(value).toBeCloseTo(reference.skimage[k], 9))
  })

  it('restores a cubic surface exactly, at any level', () => {
    const cubic = picture((y, x) => 1e6 + x ** 3 - 2 * x * y * y + 4 * x * y + y ** 3)
    const disc = picture((y, x) => (Math.hypot(y - 11, x - 12) < 7 ? 0 : 1))
    biharmonic(cubic, Uint8Array.from(disc), size).forEach((value, i) => expect(value).toBeCloseTo(cubic[i], 4))
  })
})
