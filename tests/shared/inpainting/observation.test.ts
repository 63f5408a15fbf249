import { describe, expect, it } from 'vitest'
import { observation } from '../../../src-shared/inpainting/observation.ts'
import { dot } from '../../../src-shared/optimize/vector.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { throughBeam } from '../../../src-shared/sky/beam.ts'
import { mask, size } from './test-patch.ts'

const random = seedRandom(3)
const noise = (length: number) => Float64Array.from({ length }, () => normal(random))

describe('an observation', () => {
  it.each([null, 0.8, 3, 40])('is adjoint to its adjoint, to 1e-12, with a beam of %s px', (beam) => {
    const { apply, adjoint, pixels } = observation(mask, size, beam)
    for (let trial = 0; trial < 5; trial++) {
      const [x, y] = [noise(size * size), noise(pixels.length)]
      const [Ax, Ay] = [apply(x), adjoint(y)]
      const scale = Math.sqrt(dot(Ax, Ax) * dot(y, y))
      expect(Math.abs(dot(Ax, y) - dot(x, Ay)) / scale).toBeLessThan(1e-12)
    }
  })

  it('leaves out the holes', () => {
    const x = noise(size * size)
    const { apply, pixels } = observation(mask, size, null)
    expect([...apply(x)]).toEqual([...x.filter((_, i) => mask[i] === 1)])
    expect(pixels).toHaveLength(mask.reduce((sum, seen) => sum + seen, 0))
  })

  it('sees through the beam of the other operators', () => {
    const x = noise(size * size)
    const { apply, pixels } = observation(mask, size, 2.5)
    const blurred = throughBeam(new Float32Array(x), size, 2.5)
    apply(x).forEach((value, k) => expect(value).toBeCloseTo(blurred[pixels[k]], 5))
  })
})
