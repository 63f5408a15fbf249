import { describe, expect, it } from 'vitest'
import { sourceColumns } from '../../../../src-shared/sky/sources/source-columns.ts'
import { SourceFault } from '../../../../src-shared/sky/sources/source.ts'

const named = (...names: string[]) => sourceColumns(names.map((name) => ({ name })))

describe('the columns of a list of sources', () => {
  it.each([
    ['G', ['lon', 'lat', 'radius']],
    ['G', ['l', 'b', 'radius']],
    ['G', ['GLON', 'GLAT', 'RADIUS']],
    ['C', ['ra', 'dec', 'radius']],
    ['C', ['_RAJ2000', '_DEJ2000', 'Radius']],
    ['C', ['RA_ICRS', 'DE_ICRS', 'rad']],
    ['E', ['ELON', 'ELAT', 'radius']],
  ] as const)('are found by their names, in the frame %s: %j', (frame, names) => {
    const found = named(...names)
    expect([found.frame, found.lon.index, found.lat.index, found.radius?.index]).toEqual([frame, 0, 1, 2])
  })

  it('may stand among others, in any order', () => {
    const found = named('name', 'flux', 'dec', 'radius', 'ra')
    expect([found.lon.index, found.lat.index, found.radius!.index]).toEqual([4, 2, 3])
  })

  it('are the Galactic ones where there are two pairs', () => {
    expect(named('RA', 'DEC', 'GLON', 'GLAT')).toMatchObject({ frame: 'G', lon: { index: 2 }, radius: null })
  })

  it.each([
    ['radius', undefined, 1],
    ['radius', 'deg', 1],
    ['radius', 'arcmin', 1 / 60],
    ['radius', 'arcsec', 1 / 3600],
    ['radius [arcmin]', undefined, 1 / 60],
    ['Radius (arcsec)', undefined, 1 / 3600],
    ['radius_arcmin', undefined, 1 / 60],
    ['radius_deg', undefined, 1],
    ['radius_arcmin', 'arcsec', 1 / 3600],
  ])('have the unit of the header, or of the name: %s, %s', (name, unit, degrees) => {
    const { radius } = sourceColumns([{ name: 'l' }, { name: 'b' }, { name, ...(unit && { unit }) }])
    expect(radius!.degrees).toBe(degrees)
  })

  it('can be in hours or radians', () => {
    const { lon, lat } = sourceColumns([
      { name: 'RA', unit: 'hour' },
      { name: 'DEC', unit: 'rad' },
    ])
    expect([lon.degrees, lat.degrees]).toEqual([15, 180 / Math.PI])
  })

  it('that are missing are refused with those found', () => {
    expect(() => named('x', 'y', 'radius')).toThrow('found x, y, radius')
    expect(() => named('ra', 'b')).toThrow(/lon and lat \(Galactic\), or ra and dec/)
  })

  it('in a unit that is no angle are refused, naming the column', () => {
    const fault = (() => {
      try {
        return sourceColumns([{ name: 'l' }, { name: 'b' }, { name: 'radius', unit: 'pix' }])
      } catch (error) {
        return error
      }
    })()
    expect(fault).toBeInstanceOf(SourceFault)
    expect(fault).toMatchObject({ column: 'radius', reason: expect.stringContaining('pix is no angle') })
  })
})
