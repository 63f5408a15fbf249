import { describe, expect, it } from 'vitest'
import { derive, polarisationAngle } from '../../../../src-shared/sky/derivation.ts'
import { stokesMean } from '../../../../src-shared/sky/overlay/stokes-mean.ts'
import { stokesTurn } from '../../../../src-shared/sky/parallel-transport.ts'
import { tangentPlane } from '../../../../src-shared/sky/projection/gnomonic.ts'
import { toVector } from '../../../../src-shared/sky/frames.ts'

/** Positions on a cross around one, about a degree away. */
const around = (lon: number, lat: number) => {
  const step = 1 / Math.cos((lat * Math.PI) / 180)
  return [
    [lon, lat],
    [lon + step, lat],
    [lon - step, lat],
    [lon, lat + 1],
    [lon, lat - 1],
  ] as [number, number][]
}

describe('the mean polarisation around a position', () => {
  it('is that of a uniform field', () => {
    const [i, q, u] = stokesMean([() => 10, () => 3, () => -4], [50, 0], around(50, 0), 'COSMO')
    expect([i, q, u]).toEqual([10, 3, -4])
  })

  it.each([
    ['IAU', 88],
    ['IAU', -88],
    ['COSMO', 88],
    ['COSMO', -75],
    ['COSMO', 40],
  ] as const)('keeps a direction that is the same on the tangent plane there (%s, b = %d)', (convention, lat) => {
    const lon = 359
    // Q and U of one direction everywhere on the plane of the centre, by the parallel transport of patches (COSMO).
    const plane = tangentPlane(lon, lat)
    const turned = (part: 0 | 1) => (atLon: number, atLat: number) => {
      const turn = new Float64Array(2)
      const [x, y, z] = toVector(atLon, atLat)
      stokesTurn(plane, x, y, z, turn)
      const [cos, sin] = turn
      // The inverse of its rotation, of Q = 0.6 and U = 0.8 on the plane.
      const [q, u] = [0.6 * cos + 0.8 * sin, -0.6 * sin + 0.8 * cos]
      return part === 0 ? q : convention === 'IAU' ? -u : u
    }
    const [q, u] = stokesMean([turned(0), turned(1)], [lon, lat], around(lon, lat), convention)
    expect(Math.hypot(q, u)).toBeGreaterThan(0.995)
    expect(polarisationAngle(q, u, convention)).toBeCloseTo(polarisationAngle(0.6, 0.8, 'COSMO'), 0)
  })

  it('needs data at half of the positions', () => {
    const parts = (value: (lon: number) => number) => [value, value]
    const some = (missing: number) => (lon: number, lat: number) =>
      around(50, 0).findIndex(([x, y]) => x === lon && y === lat) < missing ? NaN : 2
    expect(stokesMean(parts(some(2) as never), [50, 0], around(50, 0), 'IAU')).toEqual([2, 2])
    expect(stokesMean(parts(some(3) as never), [50, 0], around(50, 0), 'IAU')).toEqual([NaN, NaN])
    expect(
      stokesMean(
        parts(() => 1),
        [50, 0],
        [null, null, [50, 0]],
        'IAU',
      ),
    ).toEqual([NaN, NaN])
  })

  it('makes a fraction with I', () => {
    const means = stokesMean([() => 10, () => 0.3, () => 0.4], [0, 0], around(0, 0), 'IAU')
    const [fraction] = derive(
      { kind: 'fraction', from: ['I', 'Q', 'U'] },
      means.map((mean) => [mean]),
      new Float64Array(1),
    )
    expect(fraction).toBeCloseTo(0.05, 12)
  })
})
