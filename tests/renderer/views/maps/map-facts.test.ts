// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { SkyMap } from '../../../../src-preload/contract/index.ts'
import MapFacts from '../../../../src-renderer/views/maps/MapFacts.vue'

const map = (count: number, missing: number): SkyMap => ({
  id: 'depth',
  name: 'depth',
  path: '/maps/depth.fits',
  size: 109_440,
  nside: 2048,
  ordering: 'RING',
  coordsys: null,
  coordsysOverride: null,
  polcconv: null,
  indexing: 'explicit',
  columns: [{ name: 'EXPTIME', unit: 's', type: 'E', count, missing, min: 63.2, max: 115, mean: 82 }],
  citation: null,
  demo: false,
  addedAt: '2026-11-23T12:00:00.000Z',
  present: true,
})
/** 12 nside^2 for nside 2048 */
const sky = 50_331_648
const missing = (count: number, marked: number) => {
  const cell = mount(MapFacts, { props: { map: map(count, marked), column: 0 } })
    .findAll('td')
    .at(-1)!
  return [cell.text(), cell.attributes('title')!.replaceAll('\u2009', ' ')]
}

describe('the facts of a map', () => {
  it('counts pixels that the table does not name as missing', () => {
    expect(missing(sky / 4, 0)).toEqual(['75.0 %', '37 748 736 of 50 331 648 pixels'])
    expect(missing(sky / 2, sky / 4)).toEqual(['75.0 %', '37 748 736 of 50 331 648 pixels'])
  })

  it('gives the chosen column’s name a row of its own, above its numbers', () => {
    const facts = mount(MapFacts, { props: { map: map(sky, 0), column: 0 } })
    const [name, numbers] = facts.findAll('tbody tr')
    expect(name.text().replace(/\s+/g, ' ')).toBe('EXPTIME s')
    expect(name.find('th').attributes('colspan')).toBe('4')
    expect(numbers.findAll('td').map((cell) => cell.text())).toEqual(['63.20', '82.00', '115.0', '0'])
  })

  it('says a whole number only of all or nothing', () => {
    expect(missing(sky, 0)[0]).toBe('0')
    expect(missing(sky, 3)[0]).toBe('< 0.1 %')
    expect(missing(4000, 0)[0]).toBe('> 99.9 %')
    expect(missing(sky, sky)[0]).toBe('100.0 %')
  })
})
