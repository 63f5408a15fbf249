import { describe, expect, it } from 'vitest'
import { givenOf, placesOf } from '../../src-main/terminal/sample-options.ts'

describe('the numbers that samples are given', () => {
  it('are those of --mean, --std and --condition', () => {
    expect(givenOf({ mean: 2, std: 0.1, condition: ['latitude=40', 'ebv = 1e-3'] })).toEqual({
      ...{ mean: 2, std: 0.1, latitude: 40, ebv: 1e-3 },
    })
    expect(givenOf({ condition: [] })).toEqual({})
  })
  it.each([['latitude'], ['latitude='], ['=3'], ['latitude=high']])('are not %s', (word) => {
    expect(() => givenOf({ condition: [word] })).toThrow(`--condition takes name=value`)
  })
  it('are given once', () => expect(() => givenOf({ mean: 1, condition: ['mean=2'] })).toThrow('mean is given twice'))
})

describe('where samples lie', () => {
  it('is at positions, those of a file or those of a split', () => {
    expect(placesOf({ at: ['-10,30', '5, -90'] })).toEqual({
      ...{
        kind: 'at',
        at: [
          { lon: 350, lat: 30 },
          { lon: 5, lat: -90 },
        ],
      },
    })
    expect(placesOf({ at: [], positions: 'test' })).toEqual({ kind: 'split', split: 'test' })
    expect(placesOf({ at: [], positions: 'a/test.csv' })).toEqual({ kind: 'file', path: 'a/test.csv' })
    expect(placesOf({ at: [] })).toBeNull()
  })
  it.each([['120'], ['120,91'], ['1,2,3'], ['a,b'], [',5']])('is not %s', (word) => {
    expect(() => placesOf({ at: [word] })).toThrow('--at takes a longitude and a latitude')
  })
  it('is said once', () => expect(() => placesOf({ at: ['1,2'], positions: 'test' })).toThrow('give one'))
})
