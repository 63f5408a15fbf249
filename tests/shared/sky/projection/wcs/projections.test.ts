import { describe, expect, it } from 'vitest'
import { separation } from '../../../../../src-shared/sky/position.ts'
import {
  isProjectionCode,
  projections,
  type ProjectionCode,
} from '../../../../../src-shared/sky/projection/wcs/projections.ts'

/** Parameters for the projections that have no defaults. */
const parametersOf: Partial<Record<ProjectionCode, (number | undefined)[]>> = {
  ...{ AZP: [, 2, 30], SZP: [, 2, 180, 60], ZPN: [0, 1, 0, -0.1], CYP: [, 1, 0.7], AIR: [, 30] },
  ...{ COP: [, 45, 20], COE: [, 45, 20], COD: [, -45, 20], COO: [, 45, 20], BON: [, 40] },
}
const build = (code: ProjectionCode) => projections[code](parametersOf[code] ?? [])
const codes = Object.keys(projections) as ProjectionCode[]

describe('the projections of FITS', () => {
  it('are the 28 that the standard names', () => {
    expect(codes).toHaveLength(28)
    expect(isProjectionCode('TAN')).toBe(true)
    expect(isProjectionCode('toString')).toBe(false)
  })

  it.each(codes)('%s leads there and back wherever it shows the sphere', (code) => {
    const { toPlane, toSphere } = build(code)
    // There and back of CSC are two fits, which differ by up to some 40 arcsec.
    const tolerance = code === 'CSC' ? 0.02 : 1e-9
    let shown = 0
    for (let theta = -84; theta <= 86; theta += 17) {
      for (let phi = -171; phi < 180; phi += 19) {
        const plane = toPlane(phi, theta)
        if (!plane) continue
        shown++
        const back = toSphere(...plane)
        expect(back, `${phi} ${theta}`).not.toBeNull()
        const apart = separation({ lon: back![0], lat: back![1] }, { lon: phi, lat: theta })
        expect(apart, `${phi} ${theta}`).toBeLessThan(tolerance)
      }
    }
    expect(shown).toBeGreaterThan(80)
  })

  it.each(codes)('%s has its fiducial point at the origin of the plane', (code) => {
    const { fiducial, toPlane } = build(code)
    const [x, y] = toPlane(...fiducial)!
    expect(Math.hypot(x, y)).toBeLessThan(1e-9)
  })

  /** Area of a small cell of the plane over that of the sphere. */
  const scaleAt = (code: ProjectionCode, phi: number, theta: number) => {
    const { toPlane } = build(code)
    const h = 1e-4
    const [[x1, y1], [x2, y2], [x3, y3], [x4, y4]] = [
      [h, 0],
      [-h, 0],
      [0, h],
      [0, -h],
    ].map(([dphi, dtheta]) => toPlane(phi + dphi, theta + dtheta)!)
    const determinant = (x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4)
    return Math.abs(determinant) / (4 * h * h * Math.cos((theta * Math.PI) / 180))
  }

  it.each(['ZEA', 'CEA', 'SFL', 'PAR', 'MOL', 'AIT', 'COE', 'BON', 'QSC', 'HPX', 'XPH'] as const)(
    '%s shows equal areas equally',
    (code) => {
      const places: [number, number][] = [
        [20, 33],
        [-70, 20],
        [-100, 60],
      ]
      const areas = places.map((place) => scaleAt(code, ...place))
      for (const area of areas) expect(area).toBeCloseTo(areas[0], 5)
    },
  )
})
