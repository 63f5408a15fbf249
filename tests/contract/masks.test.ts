import { describe, expect, it } from 'vitest'
import { maskOptions, maskTitle } from '../../src-preload/contract/mask-words.ts'
import { maskAddress, maskChoiceSchema, type MaskChoice } from '../../src-preload/contract/masks.ts'
import { refusedAt } from './limits.ts'

const parsed = (mask: object) => maskChoiceSchema.parse(mask)

describe('a mask', () => {
  it('is one of Fig. 6, or a file', () => {
    for (const kind of ['disc', 'corner', 'block']) expect(parsed({ kind })).toEqual({ kind })
    expect(parsed({ kind: 'file', path: '/m.npy' })).toEqual({ kind: 'file', path: '/m.npy' })
  })

  it('can be random, of a map, of sources, or saved', () => {
    expect(parsed({ kind: 'random' })).toEqual({ kind: 'random', seed: 0, share: null })
    expect(parsed({ kind: 'map', path: '/m.fits' })).toEqual({
      kind: 'map',
      path: '/m.fits',
      column: null,
      threshold: 0.5,
    })
    expect(parsed({ kind: 'sources', path: '/s.csv' })).toEqual({ kind: 'sources', path: '/s.csv', radius: null })
    expect(parsed({ kind: 'saved', name: 'two holes' })).toEqual({ kind: 'saved', name: 'two holes' })
  })

  it.each(['file', 'map', 'sources'])('of a file has a path: %s', (kind) => {
    expect(refusedAt(maskChoiceSchema, { kind })).toBe('path')
    expect(refusedAt(maskChoiceSchema, { kind, path: '' })).toBe('path')
  })

  it.each([
    ['share', { kind: 'random', share: 0 }],
    ['share', { kind: 'random', share: 0.95 }],
    ['seed', { kind: 'random', seed: -1 }],
    ['seed', { kind: 'random', seed: 0.5 }],
    ['radius', { kind: 'sources', path: '/s.csv', radius: 0 }],
    ['threshold', { kind: 'map', path: '/m.fits', threshold: NaN }],
    ['name', { kind: 'saved', name: '../mask' }],
    ['kind', { kind: 'ring' }],
  ])('out of its limits is refused at its %s: %j', (at, mask) => {
    expect(refusedAt(maskChoiceSchema, mask)).toBe(at)
  })
})

describe('the words of a mask', () => {
  it.each([
    ['disc', { kind: 'disc' }, { mask: 'disc' }],
    ['my mask.npy', { kind: 'file', path: '/sky/my mask.npy' }, { mask: '/sky/my mask.npy' }],
    ['mask.fits', { kind: 'file', path: 'C:\\sky\\mask.fits' }, { mask: 'C:\\sky\\mask.fits' }],
    ['two holes', { kind: 'saved', name: 'two holes' }, { mask: 'two holes' }],
    ['random 7', { kind: 'random', seed: 7, share: null }, { mask: 'random:7' }],
    ['random 7, 12.5 %', { kind: 'random', seed: 7, share: 0.125 }, { mask: 'random:7:0.125' }],
    ['s.csv', { kind: 'sources', path: '/a/s.csv', radius: 6 }, { mask: '/a/s.csv', maskRadius: 6 }],
    [
      'm.fits',
      { kind: 'map', path: '/a/m.fits', column: 'F', threshold: 0.9 },
      { mask: '/a/m.fits', maskColumn: 'F', maskThreshold: 0.9 },
    ],
    [
      'm.fits',
      { kind: 'map', path: '/a/m.fits', column: null, threshold: 0.5 },
      { mask: '/a/m.fits', maskColumn: null, maskThreshold: null },
    ],
  ] as [string, MaskChoice, object][])('are %s', (title, mask, options) => {
    expect(maskTitle(mask)).toBe(title)
    expect(maskOptions(mask)).toEqual(options)
  })
})

it('the address of a mask says which it is', () => {
  const choice: MaskChoice = { kind: 'saved', name: 'a & b' }
  const url = new URL(maskAddress('d', 7, choice), 'http://cirrus')
  expect(url.pathname).toBe('/data/masks/d/7')
  expect(JSON.parse(url.searchParams.get('choice')!)).toEqual(choice)
  expect(maskAddress('d', 7, choice, 'a')).not.toBe(maskAddress('d', 7, choice, 'b'))
})
