import { expect, it } from 'vitest'
import { sampling, samplingWarning } from '../../../src-shared/sky/sampling.ts'
import { defaultScale } from '../../../src-shared/sky/scale.ts'

const map = { kind: 'healpix', nside: 512, ordering: 'RING', indexing: 'implicit' } as const

it('the sampling is the side of a patch pixel over that of a map pixel, whose area is pi / (3 nside^2)', () => {
  // healpy.nside2resol(512, arcmin=True) is 6.870972823634812.
  expect(sampling({ width: 6.870972823634812 / 60, size: 2 }, map)).toBeCloseTo(1, 12)
})

it('patch pixels below half a map pixel give a warning', () => {
  const pixel = 6.870972823634812 / 60
  expect(samplingWarning({ width: 0.51 * pixel, size: 2 }, map)).toBeNull()
  expect(samplingWarning({ width: 0.49 * pixel, size: 2 }, map)).toMatch(/much finer than the map/)
})

it('the default scale is linear if a column has a value that is not positive', () => {
  expect([1e-9, 0, -1, null].map((min) => defaultScale({ min }))).toEqual(['log', 'linear', 'linear', 'log'])
})
