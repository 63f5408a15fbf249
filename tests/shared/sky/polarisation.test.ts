import { describe, expect, it } from 'vitest'
import {
  conventionOf,
  hasAxes,
  polarisationRefusal,
  stokesOf,
  stokesOfColumns,
} from '../../../src-shared/sky/polarisation.ts'

describe('the Stokes parameter of a column', () => {
  it.each([
    ['Q_STOKES', 'Q'],
    ['U_Stokes', 'U'],
    ['Q_POLARISATION', 'Q'],
    ['U-POLARIZATION', 'U'],
    [' Q Stokes', 'Q'],
    ['STOKES_U', 'U'],
    ['Stokes Q', 'Q'],
    ['QPOL', 'Q'],
    ['Q', 'Q'],
    ['u', 'U'],
    ['Q_ML_FULL', 'Q'],
    ['STOKES Q MAP', 'Q'],
    ['CMB_U_POLARISATION_MAP', 'U'],
  ] as const)('is told from the name %s', (name, stokes) => {
    expect(stokesOf(name)).toBe(stokes)
  })

  it.each([
    'I_STOKES',
    'TEMPERATURE',
    'QQ_COV',
    'QU_COV',
    'Q_COV',
    'U_RMS',
    'Q_ERR',
    'HITS',
    'TAU353',
    'QUALITY',
    'UNIQ',
    'FLUX_U_BAND',
    '',
  ])('is none for %s', (name) => {
    expect(stokesOf(name)).toBeNull()
  })

  it('is none for a single letter if the header says that the map is not polarised, such as a U-band map', () => {
    expect(stokesOf('U', false)).toBeNull()
    expect(stokesOf('U', true)).toBe('U')
    expect(stokesOf('U_STOKES', false)).toBe('U')
  })
})

describe('the Stokes parameters of columns without names', () => {
  it.each([
    ['COLUMN1', 'COLUMN2', 'COLUMN3'],
    ['map 0', 'map 1', 'map 2'],
    ['IMAGE[0]', 'IMAGE[1]', 'IMAGE[2]'],
  ])('are I, Q and U of a map that is polarised: %s, %s, %s', (...names) => {
    expect(stokesOfColumns(names, true)).toEqual([null, 'Q', 'U'])
    expect(stokesOfColumns([...names, 'HITS'], true)).toEqual([null, 'Q', 'U', null])
    expect(stokesOfColumns(names)).toEqual([null, null, null])
    expect(stokesOfColumns(names, false)).toEqual([null, null, null])
  })

  it('are Q and U of two columns, and none of one', () => {
    expect(stokesOfColumns(['COLUMN1', 'COLUMN2'], true)).toEqual(['Q', 'U'])
    expect(stokesOfColumns(['COLUMN1'], true)).toEqual([null])
  })

  it('are not guessed if names say what the columns are', () => {
    expect(stokesOfColumns(['I_STOKES', 'HITS', 'II_COV'], true)).toEqual([null, null, null])
    expect(stokesOfColumns(['U1', 'Q_STOKES', 'U_STOKES'], true)).toEqual([null, 'Q', 'U'])
  })
})

it('conventions are COSMO and IAU, HEALPIX means COSMO, and other words are unknown', () => {
  expect(['COSMO', ' iau ', 'HEALPIX', undefined, '', 'LEFT'].map(conventionOf)).toEqual([
    ...['COSMO', 'IAU', 'COSMO', null, null],
    undefined,
  ])
})

describe('cutting a column as a scalar', () => {
  it('is refused for Q and U on other axes, in IAU, and in an unknown convention', () => {
    const reason = (coordsys: 'G' | 'C' | 'E' | null, polcconv: string | null) =>
      polarisationRefusal('U', { coordsys, polcconv })?.card ?? null
    expect(reason('C', null)).toBe('COORDSYS')
    expect(reason('E', 'COSMO')).toBe('COORDSYS')
    expect(reason('G', 'IAU')).toBe('POLCCONV')
    expect(reason(null, 'LEFT')).toBe('POLCCONV')
    expect([reason('G', 'COSMO'), reason(null, null), reason('G', 'HEALPIX')]).toEqual([null, null, null])
  })

  it('is never refused for an unpolarised column', () => {
    expect(polarisationRefusal(null, { coordsys: 'C', polcconv: 'IAU' })).toBeNull()
  })
})

describe('whether a column depends on the axes of its frame', () => {
  it.each(['QQ_COV', 'QU_COV', 'UU_COV', 'IQ_COV', 'TU', 'QQCOV', 'Cov QU', 'Q_RMS', 'U sigma', 'Q_COV'])(
    'is so for %s, the noise of Q or U',
    (name) => expect(hasAxes(name, null)).toBe(true),
  )

  it.each(['II_COV', 'I_STOKES', 'TEMPERATURE', 'HITS', 'U', 'QUALITY', 'FREQUENCY', 'Q_HITS', 'SIGMA', 'EQ'])(
    'is not so for %s unless it is Q or U',
    (name) => {
      expect(hasAxes(name, null)).toBe(false)
      expect(hasAxes(name, 'Q')).toBe(true)
    },
  )
})
