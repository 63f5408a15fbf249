import { describe, expect, it } from 'vitest'
import { diffusion } from '../../../src-shared/inpainting/diffusion.ts'
import reference from '../../reference/fills.json' with { type: 'json' }
import { data, inHole, mask, size } from './test-patch.ts'

describe('diffusion', () => {
  it('is what averaging over eight neighbours converges to, also at the edge of the patch', () => {
    const filled = diffusion(data, mask, size)
    inHole(filled).forEach((value, k) => expect(value).toBeCloseTo(reference.diffusion[k], 9))
    filled.forEach((value, i) => mask[i] && expect(value).toBe(data[i]))
  })

  it('continues a plane', () => {
    const plane = Float64Array.from({ length: size * size }, (_, i) => 3 * Math.floor(i / size) - 2 * (i % size))
    const disc = Uint8Array.from(plane, (_, i) => (Math.hypot(Math.floor(i / size) - 11, (i % size) - 9) < 7 ? 0 : 1))
    diffusion(plane, disc, size).forEach((value, i) => expect(value).toBeCloseTo(plane[i], 7))
  })
})
