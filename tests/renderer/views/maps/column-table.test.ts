import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { MapColumn, SkyMap } from '../../../../src-preload/contract/index.ts'
import { columnGroups } from '../../../../src-renderer/views/maps/column-groups.ts'
import ColumnTable from '../../../../src-renderer/views/maps/ColumnTable.vue'

const grid = { kind: 'healpix', nside: 1, ordering: 'RING', indexing: 'implicit' } as const
const column = (name: string, more: Partial<MapColumn> = {}): MapColumn => ({
  ...{ name, unit: 'K', type: 'float32', count: 12, missing: 0, min: 1, max: 3, mean: 2, ...more },
})
const band = (n: number) =>
  column(`CHANNEL${n}`, { band: { series: 'CHANNEL', low: n * 1e5, high: (n + 1) * 1e5, centre: null, unit: 'keV' } })
const from = ['Q', 'U']
const polarised = [
  column('I'),
  column('Q'),
  column('U'),
  column('HITS'),
  column('FLAGS'),
  column('P', { derived: { kind: 'P', from } }),
  column('angle', { derived: { kind: 'angle', from, convention: 'IAU' } }),
  column('fraction', { derived: { kind: 'fraction', from: ['I', ...from] } }),
  column('FLAGS bit 0', { derived: { kind: 'bit', from: ['FLAGS'], bit: 0 } }),
]
const show = (columns: MapColumn[], chosen = 0) =>
  mount(ColumnTable, { props: { map: { grid, columns } as unknown as SkyMap, column: chosen } })

describe('the columns of a map', () => {
  it('are grouped: Stokes parameters, others, what is derived from them, bits', () => {
    expect(columnGroups(polarised).map(({ title, columns }) => [title, columns])).toEqual([
      ['Stokes parameters', [0, 1, 2]],
      [null, [3, 4]],
      ['Derived', [5, 6, 7]],
      ['Bits of FLAGS', [8]],
    ])
    expect(
      show(polarised)
        .findAll('.title')
        .map((one) => one.text()),
    ).toEqual(['Stokes parameters', 'Other columns', 'Derived', 'Bits of FLAGS'])
  })

  it('keep the polarised maps of two HDUs apart, and name the HDU', () => {
    const second = ['Q (HDU 2)', 'U (HDU 2)']
    const columns = [
      ...from.map((name) => column(name)),
      ...second.map((name) => column(name, { hdu: 2 })),
      column('P', { derived: { kind: 'P', from } }),
      column('P (HDU 2)', { derived: { kind: 'P', from: second }, hdu: 2 }),
    ]
    expect(columnGroups(columns).map(({ title }) => title)).toEqual([
      'Stokes parameters',
      'Stokes parameters (HDU 2)',
      'Derived',
      'Derived (HDU 2)',
    ])
    expect(show(columns).findAll('label')[2].text()).toContain('HDU 2')
  })

  it('have no titles if they are of one kind', () => {
    expect(
      show([column('I'), column('J')])
        .find('.title')
        .exists(),
    ).toBe(false)
  })
})

describe('a series of bands', () => {
  it('is one slider that changes the column, with the band in words', async () => {
    const table = show([column('EXPOSURE'), band(1), band(2), band(3)], 2)
    const slider = table.find('input[type=range]')
    expect(slider.attributes()).toMatchObject({ 'aria-label': 'Band', 'aria-valuetext': '200 – 300 MeV', max: '2' })
    expect(table.find('output').text()).toBe('200 – 300 MeV')
    expect(table.findAll('label').map((one) => one.text())).toEqual(['EXPOSURE K', 'CHANNEL2 K'])
    await slider.setValue('2')
    expect(table.emitted('update:column')).toEqual([[3]])
  })

  it('offers its first band while another column is shown', async () => {
    const table = show([column('EXPOSURE'), band(1), band(2)])
    await table.find('button').trigger('click')
    expect(table.emitted('update:column')).toEqual([[1]])
  })
})
