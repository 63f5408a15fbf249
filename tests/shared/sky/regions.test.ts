import { expect, it } from 'vitest'
import { convert } from '../../../src-shared/sky/frames.ts'
import { regionKinds, regionNamed, regions, similarRegions } from '../../../src-shared/sky/regions.ts'

it('each region is on the sky, has a size, and a name of its own', () => {
  for (const { lon, lat, width, kind } of regions) {
    expect(lon).toBeGreaterThanOrEqual(0)
    expect(lon).toBeLessThan(360)
    expect(Math.abs(lat)).toBeLessThanOrEqual(90)
    expect(width).toBeGreaterThan(0)
    expect(regionKinds).toContain(kind)
  }
  expect(new Set(regions.map(({ name }) => name.toLowerCase())).size).toBe(regions.length)
})

it('a region is found by its name in any case, without blanks and hyphens too', () => {
  for (const name of ['Aquila Rift', 'aquila rift', 'AQUILARIFT', 'aquila-rift']) {
    expect(regionNamed(name)).toMatchObject({ lon: 27, lat: 8 })
  }
  expect(regionNamed('bicep keck')?.name).toBe('BICEP/Keck')
  expect(regionNamed('Andromeda')).toBeUndefined()
})

it('a mistyped name suggests the region meant', () => {
  expect(similarRegions('taurs')[0]).toBe('Taurus')
  expect(similarRegions('polaris')[0]).toBe('Polaris Flare')
  expect(similarRegions('xyzzy')).toEqual([])
})

it('CMB fields are at low Galactic latitude nowhere', () => {
  const fields = regions.filter(({ kind }) => kind === 'CMB field')
  expect(fields.length).toBeGreaterThan(3)
  for (const { lat } of fields) expect(Math.abs(lat)).toBeGreaterThan(20)
  const { lon, lat } = regionNamed('BICEP/Keck')!
  expect(convert('G', 'C', lon, lat)[1]).toBeCloseTo(-57.5, 8)
})
