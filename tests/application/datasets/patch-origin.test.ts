import { describe, expect, it } from 'vitest'
import { originHistory, standardCards, unitOf } from '../../../src-main/application/datasets/patch-origin.ts'

describe('the cards that undo a standardisation', () => {
  const standard = { mean: 1.5, std: 0.25 }

  it('say what the mean and the standard deviation are of', () => {
    expect(standardCards('patch', { scale: 'log' }, standard)).toEqual([
      { keyword: 'PATMEAN', value: 1.5, comment: 'mean of the patch (of log(value))' },
      { keyword: 'PATSTD', value: 0.25, comment: 'standard deviation of the same' },
    ])
    const [mean] = standardCards('dataset', { scale: 'asinh', softening: 3 }, standard)
    expect(mean.comment).toBe('mean of the training patches (of asinh(value / 3))')
  })

  it('claim no mean of values that were not standardised', () => {
    const cards = standardCards('none', { scale: 'linear' }, { mean: 0, std: 1 }, 'Q')
    expect(cards.map(({ keyword, value, comment }) => [keyword, value, comment])).toEqual([
      ['PATMEANQ', 0, '0: not standardised'],
      ['PATSTDQ', 1, '1: not standardised'],
    ])
  })
})

describe('the origin of a patch', () => {
  const map = { path: 'dust.fits', column: 'I', unit: 'K_CMB', citation: null }

  it('is its map and place, whatever the pixels of the map', () => {
    expect(originHistory({ map, stack: null, lon: 30, lat: -45, rotation: 12 })).toEqual([
      'Cut from dust.fits, column I, at l 30 b -45, rotated by 12 deg: gnomonic, interpolated bilinearly.',
    ])
  })

  it('is unknown without a map or a place', () => {
    const [, place] = originHistory({ map: null, stack: null, lon: null, lat: null })
    expect(place).toBe('Its position on the sky is not known; the axes are offsets from its centre.')
    expect([unitOf({ map, stack: null }), unitOf({ map: null, stack: null })]).toEqual(['K_CMB', ''])
  })
})
