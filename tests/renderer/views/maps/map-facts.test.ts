import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { SkyMap } from '../../../../src-preload/contract/index.ts'
import MapFacts from '../../../../src-renderer/views/maps/MapFacts.vue'

const map = (count: number, missing: number): SkyMap => ({
  id: 'depth',
  name: 'depth',
  path: '/maps/depth.fits',
  size: 109_440,
  grid: { kind: 'healpix', nside: 2048, ordering: 'RING', indexing: 'explicit' },
  coordsys: null,
  coordsysOverride: null,
  polcconvOverride: null,
  polcconv: null,
  columns: [{ name: 'EXPTIME', unit: 's', type: 'E', count, missing, min: 63.2, max: 115, mean: 82 }],
  citation: null,
  note: '',
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
  return [cell.text(), cell.attributes('title')!.replaceAll('\u202f', ' ')]
}

describe('the facts of a map', () => {
  it('count pixels that the table does not list as missing', () => {
    expect(missing(sky / 4, 0)).toEqual(['75.0 %', '37 748 736 of 50 331 648 pixels'])
    expect(missing(sky / 2, sky / 4)).toEqual(['75.0 %', '37 748 736 of 50 331 648 pixels'])
  })

  it('show the selected column’s name in its own row, above its numbers', () => {
    const facts = mount(MapFacts, { props: { map: map(sky, 0), column: 0 } })
    const [name, numbers] = facts.findAll('tbody tr')
    expect(name.text().replace(/\s+/g, ' ')).toBe('EXPTIME s')
    expect(name.find('th').attributes('colspan')).toBe('4')
    expect(numbers.findAll('td').map((cell) => cell.text())).toEqual(['63.20', '82.00', '115.0', '0'])
  })

  it('show 0 % and 100 % only for exactly none and all', () => {
    expect(missing(sky, 0)[0]).toBe('0')
    expect(missing(sky, 3)[0]).toBe('< 0.1 %')
    expect(missing(4000, 0)[0]).toBe('> 99.9 %')
    expect(missing(sky, sky)[0]).toBe('100.0 %')
  })
})

describe('the frame of a map', () => {
  const shown = (changes: Partial<SkyMap>) =>
    mount(MapFacts, { props: { map: { ...map(sky, 0), ...changes }, column: 0 } })

  it('missing from its header is assumed, marked as such, and can be chosen', async () => {
    const facts = shown({ coordsys: null })
    expect(facts.text()).toContain('not given; assumed Galactic')
    await facts.find('select').setValue('C')
    expect(facts.emitted('reopen')).toEqual([[{ coordsys: 'C' }]])
  })

  it('from the header can be corrected, which is said', async () => {
    const right = shown({ coordsys: 'E' })
    expect(right.text()).not.toContain('not from the header')
    await right.find('select').setValue('C')
    expect(right.emitted('reopen')).toEqual([[{ coordsys: 'C' }]])
    const given = shown({ coordsys: 'C', coordsysOverride: 'C' })
    expect(given.text()).toContain('(chosen, not from the header)')
    expect(given.find<HTMLSelectElement>('select').element.value).toBe('C')
  })
})

describe('the sign of U', () => {
  it('is shown for polarised maps', () => {
    const [column] = map(sky, 0).columns
    const polarised = { ...map(sky, 0), columns: [{ ...column, stokes: 'Q' as const }] }
    const text = (polcconv: SkyMap['polcconv']) =>
      mount(MapFacts, { props: { map: { ...polarised, polcconv }, column: 0 } }).text()
    expect(text('IAU')).toContain('IAU')
    expect(text(null)).toContain('not given; assumed COSMO')
    expect(mount(MapFacts, { props: { map: map(sky, 0), column: 0 } }).text()).not.toContain('sign of U')
  })

  it('can be chosen, which keeps a chosen frame, and is said', async () => {
    const [column] = map(sky, 0).columns
    const polarised = { ...map(sky, 0), coordsysOverride: 'C' as const, columns: [{ ...column, stokes: 'Q' as const }] }
    const facts = mount(MapFacts, { props: { map: polarised, column: 0 } })
    const choice = facts.find<HTMLSelectElement>('[aria-label="Sign convention of U"]')
    expect(choice.element.value).toBe('COSMO')
    await choice.setValue('IAU')
    expect(facts.emitted('reopen')).toEqual([[{ coordsys: 'C', polcconv: 'IAU' }]])
    await facts.setProps({ map: { ...polarised, polcconv: 'IAU', polcconvOverride: 'IAU' } })
    expect(facts.text()).toContain('IAU (chosen, not from the header)')
  })
})

describe('columns of two tables', () => {
  const [first] = map(sky, 0).columns
  const grid = { kind: 'healpix', nside: 8, ordering: 'NESTED', indexing: 'implicit' } as const
  const table = { grid, coordsys: 'C', polcconv: null } as const
  const second = { ...first, name: 'MASK', unit: '', count: 768, missing: 192, min: -1, max: null, mean: null, table }
  const both = { ...map(sky, 0), columns: [first, second] }

  it('each show the facts of their own table', () => {
    const [one, two] = [0, 1].map((column) =>
      mount(MapFacts, { props: { map: both, column } })
        .find('dl')
        .text(),
    )
    expect(one).toContain('2048')
    expect(one).toContain('RING, explicit')
    // 12 x 8^2 pixels, each sqrt(pi / 3) / 8 radians wide.
    expect(two).toContain('768')
    expect(two).toContain('440′ per pixel')
    expect(two).toContain('NESTED, implicit')
    expect(two).toContain('Equatorial')
  })

  it('have their own missing fractions, and a dash for what was not computed', () => {
    const facts = mount(MapFacts, { props: { map: both, column: 1 } })
    expect(
      facts
        .findAll('tbody')[1]
        .findAll('td')
        .map((cell) => cell.text()),
    ).toEqual(['−1.000', '–', '–', '25.0 %'])
  })

  it('are selected by name', async () => {
    const facts = mount(MapFacts, { props: { map: both, column: 0 } })
    await facts.findAll('input[type=radio]')[1].setValue()
    expect(facts.emitted('update:column')).toEqual([[1]])
  })
})
