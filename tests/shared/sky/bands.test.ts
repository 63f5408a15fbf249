import { describe, expect, it } from 'vitest'
import { bandsOf, bandWords } from '../../../src-shared/sky/bands.ts'

const edges = {
  unit: 'keV',
  bands: [
    { low: 1e5, high: 178_000, centre: null },
    { low: 178_000, high: 1e6, centre: null },
  ],
}

describe('the bands of a table', () => {
  it('are numbered columns and elements of a vector, with the energies of the file if there are as many', () => {
    expect(bandsOf(['CHANNEL1', 'CHANNEL2', 'HITS'], edges)).toEqual([
      { series: 'CHANNEL', ...edges.bands[0], unit: 'keV' },
      { series: 'CHANNEL', ...edges.bands[1], unit: 'keV' },
      null,
    ])
    const [first, , third] = bandsOf(['Spectra[0]', 'Spectra[1]', 'Spectra[2]'], edges)
    expect([first, third]).toMatchObject([
      { series: 'Spectra', low: null },
      { series: 'Spectra', high: null },
    ])
  })

  it('are columns named by a frequency or an energy', () => {
    expect(bandsOf(['100GHz', 'I_143.5 GHz', '217GHz', 'I_353_GHz'], null)).toMatchObject([
      { centre: 100, unit: 'GHz' },
      { series: 'I_', centre: 143.5 },
      { series: '', centre: 217 },
      { series: 'I_', centre: 353 },
    ])
  })

  it('are neither single columns nor other numbered ones', () => {
    expect(bandsOf(['CHANNEL1', 'COLUMN1', 'COLUMN2', 'M50', 'M51', 'T'], edges)).toEqual(Array(6).fill(null))
  })
})

describe('a band in words', () => {
  const band = { low: null, high: null, centre: null }

  it('has its edges or its centre, energies in the unit that suits', () => {
    expect(bandWords({ ...edges.bands[0], unit: 'keV' })).toBe('100 – 178 MeV')
    expect(bandWords({ ...band, centre: 353, unit: 'GHz' })).toBe('353 GHz')
    expect(bandWords({ ...band, centre: 58.48, unit: 'MeV' })).toBe('58.48 MeV')
    expect(bandWords({ ...band, low: 500, high: 1000, unit: 'GeV' })).toBe('500 – 1000 GeV')
  })

  it('is null without numbers', () => {
    expect(bandWords({ ...band, unit: '' })).toBeNull()
    expect(bandWords({ ...band, low: 3, unit: 'MeV' })).toBeNull()
  })
})
