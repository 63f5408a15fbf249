import { describe, expect, test } from 'vitest'
import {
  quantityTable,
  setLines,
  setsOf,
  valuesOf,
  withBands,
  withUnit,
} from '../../../src-main/figures/validation/set-lines.ts'
import { setStyles } from '../../../src-shared/validation/set-styles.ts'
import { madeValidation } from '../made-validation.ts'

const { standard, map } = madeValidation().results
const spectrum = { x: standard.ell, of: (set: (typeof standard.sets)['train'] & object) => set.spectrum }

describe('lines of sets', () => {
  const lines = setLines(standard, ['original', 'train', 'sample'], spectrum)

  test('are their medians, in the style of each set', () => {
    expect(lines.map(({ name, colour }) => [name, colour])).toEqual(
      (['original', 'train', 'sample'] as const).map((set) => [setStyles[set].name, setStyles[set].colour]),
    )
    expect(lines[1].points[4]).toEqual([standard.ell[4], standard.sets.train!.spectrum.median[4]])
  })

  test('have quartiles only for patches and reconstructions', () => {
    expect(lines.map(({ band }) => band !== undefined)).toEqual([true, false, false])
    const { low, high } = standard.sets.original!.spectrum
    expect(lines[0].band).toEqual({ low, high })
  })

  test('are left out for sets that were not measured in this unit', () => {
    expect(setsOf(map, ['original', 'sample']).map(({ name }) => name)).toEqual(['original'])
    expect(setLines(map, ['sample'], spectrum)).toEqual([])
  })

  test('cover their medians and the edges of their bands as values to draw', () => {
    const points = [[1, 5] as const, [2, null] as const]
    const line = { name: 'a', colour: 0, points }
    expect(valuesOf([line])).toEqual([5, null])
    expect(valuesOf([{ ...line, band: { low: [1, 2], high: [8, null] } }])).toEqual([5, null, 1, 2, 8, null])
  })
})

describe('a table of quantities', () => {
  const table = quantityTable(
    standard,
    ['original', 'linear'],
    [
      { quantity: 'power', ...spectrum },
      { quantity: 'v0', x: standard.thresholds, of: (set) => set.minkowski.v0 },
    ],
  )

  test('has the quartiles of each set in columns', () => {
    expect(table.columns).toEqual([
      ...['quantity', 'at', 'original low', 'original median', 'original high'],
      ...['linear low', 'linear median', 'linear high'],
    ])
  })

  test('has the quantities one below the other, with a row for each position', () => {
    expect(table.rows).toHaveLength(standard.ell.length + standard.thresholds.length)
    const { low, median, high } = standard.sets.linear!.minkowski.v0
    expect(table.rows.at(-1)!.slice(-3)).toEqual([low.at(-1), median.at(-1), high.at(-1)])
  })

  test('gives the band of each row with a multipole, and how it was measured in the header', () => {
    const banded = withBands(table, standard, 'no taper')
    expect(banded.columns.at(-1)).toBe('band (no taper)')
    expect(banded.rows[0].at(-1)).toBe('45..90')
    // A threshold is not a multipole.
    expect(banded.rows.at(-1)!.at(-1)).toBeNull()
  })
})

test('a quantity is followed by a comma and its unit, if it has one', () => {
  expect(withUnit('value', 'K_CMB')).toBe('value, K_CMB')
  expect(withUnit('value', '')).toBe('value')
})
