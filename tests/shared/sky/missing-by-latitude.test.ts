import { describe, expect, it } from 'vitest'
import {
  equalAreaLatitudes,
  latitudeCounter,
  noLatitudes,
  rowsOfField,
} from '../../../src-shared/sky/missing-by-latitude.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import reference from '../../reference/map-statistics.json' with { type: 'json' }
import { signal } from '../statistics/signal.ts'

function counted(field: SkyField, bins: number) {
  const counts = noLatitudes(bins)
  const add = latitudeCounter(field, counts)
  for (let row = 0; row < rowsOfField(field); row++) add(row)
  return counts
}

describe('missing pixels by Galactic latitude', () => {
  const nside = 16
  const values = Float32Array.from(signal(12 * nside ** 2), (value) => (value < -0.2 ? NaN : value))

  it.each(reference.latitudes)('are healpy’s for a map in frame $frame', ({ frame, pixels, missing }) => {
    const found = counted({ nside, ordering: 'RING', frame: frame as Frame, values }, 10)
    expect(found).toEqual({ pixels, missing })
  })

  it('have equally many pixels in bins of equal area, about', () => {
    const { pixels } = counted({ nside: 32, ordering: 'RING', frame: 'E', values: new Float32Array(12 * 32 ** 2) }, 8)
    for (const count of pixels) expect(Math.abs(count / (12 * 32 ** 2) - 1 / 8)).toBeLessThan(0.004)
  })

  it('of the smallest map leave bins empty', () => {
    // Three rings of four pixels, at sin b = -2/3, 0 and 2/3.
    const field = { nside: 1, ordering: 'RING', frame: 'G', values: new Float32Array(12).fill(NaN) } as const
    expect(counted(field, 5)).toEqual({ pixels: [4, 0, 4, 0, 4], missing: [4, 0, 4, 0, 4] })
  })

  it('of an image are those of its pixels that lie on the sky', () => {
    // 4 x 2 pixels of 90 degrees, plate carrée: rows at latitudes -45 and 45.
    const field = {
      ...{ width: 4, height: 2, frame: 'G' as const, values: Float32Array.of(NaN, 1, 1, 1, 1, NaN, NaN, 1) },
      wcs: {
        ...{ projection: 'CAR' as const, parameters: [], crpix: [2.5, 1.5] as const, crval: [0, 0] as const },
        ...{ cd: [[-90, 0], [0, 90]] as const, fiducial: null, offset: false, lonPole: null, latPole: null, sip: null }, // prettier-ignore
      },
    }
    expect(counted(field, 2)).toEqual({ pixels: [4, 4], missing: [1, 2] })
  })
})

describe('edges of the bins', () => {
  it('go from pole to pole in equal steps of the sine', () => {
    expect(equalAreaLatitudes(4).map((edge) => Number(edge.toFixed(9)))).toEqual([-90, -30, 0, 30, 90])
    expect(equalAreaLatitudes(36)).toHaveLength(37)
    expect(equalAreaLatitudes(7).every(Number.isFinite)).toBe(true)
  })
})
