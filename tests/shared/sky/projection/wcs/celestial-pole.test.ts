import { describe, expect, it } from 'vitest'
import { apply, fromVector, toVector } from '../../../../../src-shared/sky/frames.ts'
import { nativePole, nativeToCelestial } from '../../../../../src-shared/sky/projection/wcs/celestial-pole.ts'
import { separation } from '../../../../../src-shared/sky/position.ts'

type Point = [number, number]

describe('the native pole', () => {
  it('of a zenithal projection is its reference point, with LONPOLE 180 below the pole and 0 at it', () => {
    expect(nativePole([40, 30], [0, 90], null, null)).toEqual({ lon: 40, lat: 30, phi: 180 })
    expect(nativePole([40, 90], [0, 90], null, null)).toEqual({ lon: 40, lat: 90, phi: 0 })
    expect(nativePole([40, 30], [0, 90], 25, null)).toEqual({ lon: 40, lat: 30, phi: 25 })
  })

  it('of a cylindrical one with its reference on the equator is the celestial pole', () => {
    expect(nativePole([120, 0], [0, 0], null, null)).toMatchObject({ lat: 90, phi: 0 })
  })

  // The definition of the pole: the reference point is where it should be (Calabretta & Greisen 2002, Sec. 2.4).
  it.each([
    [[120, 40], [0, 0], null, null],
    [[120, -10], [0, 0], 180, null],
    [[120, 20], [10, 25], null, null],
    [[300, -35], [0, 45], 150, -90],
    [[300, -35], [0, 45], 150, 90],
    [[0, 40], [5, -30], null, null],
  ] as [Point, Point, number | null, number | null][])(
    'puts the fiducial point to the reference: %j, native %j, LONPOLE %s, LATPOLE %s',
    (crval, fiducial, lonPole, latPole) => {
      const wellPosed = () => nativePole(crval, fiducial, lonPole, latPole)
      const pole = wellPosed()
      const rotation = nativeToCelestial(pole)
      const [lon, lat] = fromVector(apply(rotation, toVector(...fiducial)))
      expect(separation({ lon, lat }, { lon: crval[0], lat: crval[1] })).toBeLessThan(1e-9)
      // LONPOLE is the native longitude of the celestial pole.
      const back = [0, 1, 2].map((column) => rotation[2][column]) as unknown as readonly [number, number, number]
      const [phi, theta] = fromVector(back)
      expect(theta).toBeCloseTo(pole.lat, 9)
      if (Math.abs(pole.lat) < 89.999) expect(Math.cos(((phi - pole.phi) * Math.PI) / 180)).toBeCloseTo(1, 9)
    },
  )

  it('of two that are possible is the one nearer to LATPOLE', () => {
    const [north, south] = [90, -90].map((latPole) => nativePole([0, 30], [0, 20], 0, latPole))
    // The reference point is 60 degrees from each along the meridian, on which the fiducial one is at 20 degrees.
    expect(north.lat).toBeCloseTo(80, 9)
    expect(south.lat).toBeCloseTo(-40, 9)
  })

  it('does not exist for a LONPOLE that contradicts the reference point', () => {
    expect(() => nativePole([0, 60], [0, 0], 90, null)).toThrow('LONPOLE does not fit the reference point')
    expect(() => nativePole([0, 10], [0, 0], 90, null)).toThrow('LONPOLE does not fit the reference point')
  })
})
