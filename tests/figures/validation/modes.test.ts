import { describe, expect, test } from 'vitest'
import { tablesOf } from '../../../src-main/figures/figure.ts'
import { modesFigure } from '../../../src-main/figures/validation/modes.ts'
import { polarisedResults } from '../../renderer/fake/polarised-results.ts'
import { madeValidation } from '../made-validation.ts'
import { readSvg, textsOf } from '../svg-document.ts'

const withModes = (te: boolean) => {
  const made = madeValidation()
  return { ...made, results: { ...made.results, polarised: polarisedResults(te) } }
}

describe('the figure of E and B modes', () => {
  test('has a panel for each spectrum and ratio, those with I if there is I, of sky and reconstructions', () => {
    for (const te of [false, true]) {
      const figure = modesFigure(withModes(te))!
      const texts = textsOf(readSvg(figure.svg))
      const own = ['EE', 'BB', 'pure BB', 'EB']
      const expected = te ? [...own, 'TE', 'TB', 'EE / BB', 'TE / √(TT EE)'] : [...own, 'EE / BB']
      for (const title of expected) expect(texts).toContain(title)
      expect(texts.includes('TE')).toBe(te)
      expect(texts.join(' ')).toContain('reconstructions')
      expect(figure.caption).toContain(expected.join(', '))
    }
  })

  test('has all numbers in its table, with the quartiles of each set', () => {
    const validated = withModes(true)
    const [[, { rows, columns }]] = tablesOf(modesFigure(validated)!)
    const { ell, reconstruction } = validated.results.polarised
    expect(rows).toHaveLength(8 * ell.length)
    expect(rows[0][columns.indexOf('reconstruction median')]).toBe(reconstruction.ee.median[0])
    expect(rows.at(-1)!.slice(0, 2)).toEqual(['TE / √(TT EE)', ell.at(-1)])
  })

  test('does not exist for patches of I alone', () => {
    expect(modesFigure(madeValidation())).toBeNull()
  })
})
