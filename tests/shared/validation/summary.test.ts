import { describe, expect, test } from 'vitest'
import { quartilesText } from '../../../src-shared/validation/quartiles-text.ts'
import { rankNote } from '../../../src-shared/validation/rank-note.ts'
import { summaryColumns, summaryRows } from '../../../src-shared/validation/summary.ts'
import { testShare } from '../../../src-shared/validation/test-share.ts'
import { validationResults } from '../../renderer/fake/validation-results.ts'

const results = validationResults([17, 18, 19, 37], 32)
const rows = summaryRows({ results, count: 4, samples: 100 })
const row = (name: string) => rows.find((each) => each.name === name)!

describe('the summary of a validation', () => {
  test('has the linear ceiling and the paper’s values beside the model’s', () => {
    expect(row('mean squared error')).toMatchObject({ model: '0.163', linear: '0.121', train: '', paper: '' })
    expect(row('half the power kept up to')).toMatchObject({ model: '330', linear: '400', paper: '≈ 400' })
    expect(row('correlation above ½ up to')).toMatchObject({ model: '429', linear: '520' })
    expect(row('patches; posterior samples of each')).toMatchObject({ model: '4; 100', paper: '339; 100' })
  })

  test('has training patches against patches as the floor of every test, and no test of the patches against themselves', () => {
    const ofTests = rows.filter(({ name }) => name.startsWith('KS distance'))
    expect(ofTests).toHaveLength(14)
    for (const { patches } of ofTests) expect(patches).toBe('')
    const floor = testShare(results.tests.train, 'spectrum')!.distance
    expect(row('KS distance of reconstructions, bands of the spectrum').train).toBe(floor.toFixed(3))
    expect(row('KS distance of prior samples, bands of the spectrum').train).toBe(floor.toFixed(3))
  })

  test('has the patches’ own moments in the column of the patches', () => {
    expect(row('standard deviation of the pixels')).toMatchObject({ model: '0.940', train: '1.010', patches: '1.000' })
    expect(row('mean of the pixels').model).toBe('0.000')
  })

  test('says if half power is below the first band or beyond the last', () => {
    const poor = structuredClone(results)
    poor.standard.pairs.reconstruction!.halfPower = poor.standard.ell[0]
    poor.standard.pairs.linear!.halfPower = null
    const reach = summaryRows({ results: poor, count: 4, samples: 1 })[1]
    expect(reach).toMatchObject({ model: 'below the first band', linear: 'beyond the last band' })
  })

  test('names every column once', () => {
    const keys = summaryColumns.map(({ key }) => key)
    expect(new Set(keys).size).toBe(5)
    expect(new Set([...keys, 'name', 'unit'])).toEqual(new Set(Object.keys(rows[0])))
  })
})

test('a note says that a linear reference of fewer components than latents is not a ceiling', () => {
  expect(rankNote({ components: 9, latents: { ...results.latents, count: 16 } })).toContain(
    'only 9 principal components',
  )
  expect(rankNote({ components: 16, latents: { ...results.latents, count: 16 } })).toBe('')
})

test('a median is written with its quartiles', () => {
  expect(quartilesText({ low: 1, median: 2, high: null }, String)).toBe('2 (1 … null)')
})
