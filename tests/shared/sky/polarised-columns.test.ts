import { describe, expect, it } from 'vitest'
import { stokesOfColumns } from '../../../src-shared/sky/polarisation.ts'
import { polarisationColumns, polarisedMaps } from '../../../src-shared/sky/polarised-columns.ts'

const table = (names: string[], units: (string | null)[] = [], polar?: boolean) => {
  const stokes = stokesOfColumns(names, polar)
  return names.map((name, i) => ({ name, unit: units[i] ?? null, stokes: stokes[i] }))
}
const mapsOf = (names: string[], units?: (string | null)[], polar?: boolean) =>
  polarisedMaps(table(names, units, polar)).map(({ i, q, u }) => [i?.name ?? null, q.name, u.name])

describe('the columns of a polarised map', () => {
  it.each([
    // healpy, WMAP
    [['TEMPERATURE', 'Q_POLARISATION', 'U_POLARISATION', 'N_OBS']],
    [['I_STOKES', 'Q_STOKES', 'U_STOKES']],
    [['STOKES I', 'STOKES Q', 'STOKES U', 'N_OBS']],
    // Planck
    [['I_STOKES', 'Q_STOKES', 'U_STOKES', 'HITS', 'II_COV', 'IQ_COV', 'IU_COV', 'QQ_COV', 'QU_COV', 'UU_COV']],
    [['I_Stokes', 'Q_Stokes', 'U_Stokes', 'TMASK', 'PMASK']],
    [['INTENSITY', 'Q-POLARISATION', 'U-POLARISATION']],
    // PySM
    [['T', 'Q', 'U']],
    [['I_STOKES (HDU 2)', 'Q_STOKES (HDU 2)', 'U_STOKES (HDU 2)']],
    [['TEMPERATURE (HDU 2)', 'Q_POLARISATION (HDU 2)', 'U_POLARISATION (HDU 2)']],
  ])('are those of %j', (names) => {
    expect(mapsOf(names)).toEqual([names.slice(0, 3)])
  })

  it('are Q and U alone if there is no intensity', () => {
    expect(mapsOf(['Q_POLARISATION', 'U_POLARISATION'])).toEqual([[null, 'Q_POLARISATION', 'U_POLARISATION']])
    expect(mapsOf(['HITS', 'Q', 'UPOL'])).toEqual([[null, 'Q', 'UPOL']])
    expect(mapsOf(['I', 'TEMPERATURE', 'Q_POL', 'U_POL'])).toEqual([[null, 'Q_POL', 'U_POL']])
  })

  it('are paired by their names if there are several maps', () => {
    // Planck's component maps, and SMICA's inpainted ones.
    expect(mapsOf(['Q_ML_FULL', 'U_ML_FULL', 'Q_ML_HM1', 'U_ML_HM1'])).toEqual([
      [null, 'Q_ML_FULL', 'U_ML_FULL'],
      [null, 'Q_ML_HM1', 'U_ML_HM1'],
    ])
    const smica = ['I_STOKES', 'Q_STOKES', 'U_STOKES', 'TMASK', 'I_STOKES_INP', 'Q_STOKES_INP', 'U_STOKES_INP']
    expect(mapsOf(smica)).toEqual([smica.slice(0, 3), smica.slice(4)])
  })

  it('are found by their order if they have numbers only', () => {
    expect(mapsOf(['COLUMN1', 'COLUMN2', 'COLUMN3'], [], true)).toEqual([['COLUMN1', 'COLUMN2', 'COLUMN3']])
    expect(mapsOf(['COLUMN1', 'COLUMN2', 'COLUMN3'])).toEqual([])
    expect(mapsOf(['COLUMN1', 'COLUMN2'], [], true)).toEqual([[null, 'COLUMN1', 'COLUMN2']])
  })

  it('do not belong together in different units, or without U', () => {
    expect(mapsOf(['I', 'Q', 'U'], ['K', 'K', 'mK'])).toEqual([])
    expect(mapsOf(['I', 'Q', 'U'], ['MJy/sr', 'K', 'K'])).toEqual([[null, 'Q', 'U']])
    expect(mapsOf(['I_STOKES', 'Q_STOKES'])).toEqual([])
  })
})

describe('the columns that follow from them', () => {
  it('are P and the angle, and the fraction if there is I', () => {
    const columns = polarisationColumns(table(['I', 'Q', 'U'], ['K', 'K', 'K']), 'IAU')
    expect(columns).toEqual([
      { name: 'P', unit: 'K', derivation: { kind: 'P', from: ['Q', 'U'] } },
      { name: 'angle', unit: 'deg', derivation: { kind: 'angle', from: ['Q', 'U'], convention: 'IAU' } },
      { name: 'fraction', unit: null, derivation: { kind: 'fraction', from: ['I', 'Q', 'U'] } },
    ])
    expect(polarisationColumns(table(['Q', 'U']), 'COSMO').map(({ name }) => name)).toEqual(['P', 'angle'])
  })

  it('have no angle in an unknown convention, nor anything without Q and U', () => {
    expect(polarisationColumns(table(['I', 'Q', 'U']), null).map(({ name }) => name)).toEqual(['P', 'fraction'])
    expect(polarisationColumns(table(['I', 'HITS']), 'COSMO')).toEqual([])
  })
})
