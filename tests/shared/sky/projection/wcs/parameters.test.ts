import { describe, expect, it } from 'vitest'
import { WcsError } from '../../../../../src-shared/sky/projection/wcs/native-projection.ts'
import { projections, type ProjectionCode } from '../../../../../src-shared/sky/projection/wcs/projections.ts'

type Parameters = (number | undefined)[]

describe('the parameters of a projection', () => {
  it.each([
    ['AZP', [, -1, 0]],
    ['AZP', [, 2, 90]],
    ['SZP', [, -1, 180, 90]],
    ['ZPN', []],
    ['ZPN', [0.5]],
    ['AIR', [, -90]],
    ['CYP', [, 1, -1]],
    ['CEA', [, 0]],
    ['CEA', [, 1.2]],
    ['COP', []],
    ['COE', [, 0, 0]],
    ['COD', [, 0, 0]],
    ['COO', [, 0, 0]],
    ['BON', []],
    ['HPX', [, 0, 3]],
    ['HPX', [, 4, -1]],
  ] as [ProjectionCode, Parameters][])('of %s are refused where there is none: %j', (code, parameters) => {
    expect(() => projections[code](parameters)).toThrow(WcsError)
  })

  // Calabretta & Greisen 2002: what each is the special case of.
  it.each([
    ['AZP', [, 0, 0], 'TAN', []],
    ['AZP', [, 1, 0], 'STG', []],
    ['SZP', [, 0, 0, 90], 'TAN', []],
    ['SZP', [, 1, 0, 90], 'STG', []],
    ['ZPN', [0, 1], 'ARC', []],
    ['CEA', [], 'CEA', [, 1]],
    ['BON', [, 0], 'SFL', []],
    ['COE', [, 90, 0], 'ZEA', []],
    ['COD', [, 90, 0], 'ARC', []],
    ['COP', [, 90, 0], 'TAN', []],
  ] as [ProjectionCode, Parameters, ProjectionCode, Parameters][])(
    '%s with %j is %s, as Calabretta & Greisen say',
    (code, parameters, other, otherParameters) => {
      const [general, special] = [projections[code](parameters), projections[other](otherParameters)]
      for (const [phi, theta] of [
        [0, 60],
        [33, 45],
        [-120, 75],
      ]) {
        const [found, expected] = [general.toPlane(phi, theta)!, special.toPlane(phi, theta)!]
        // Conics have their fiducial point in the origin, on the meridian 0.
        expect(found[0]).toBeCloseTo(expected[0], 9)
        expect(found[1]).toBeCloseTo(expected[1], 9)
      }
    },
  )
})
