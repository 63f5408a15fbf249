import { expect, it } from 'vitest'
import { fromWire, refused, toWire } from '../../src-preload/rpc/errors.ts'

it('names the file, the place in it and the reason, as a sentence', () => {
  expect(refused('map.fits', 'HDU 1', 'NSIDE is missing').message).toBe('map.fits, HDU 1: NSIDE is missing.')
  expect(refused('map.fits', '', 'it is empty').message).toBe('map.fits: it is empty.')
  expect(refused('map.fits', 'NSIDE', 'is it 3?').message).toBe('map.fits, NSIDE: is it 3?')
})

it('keeps its code and its field on the way to a form', () => {
  const received = fromWire(toWire(refused('space.json', '0.high', 'it is below low', 'space.0.high')))
  expect(received).toMatchObject({
    code: 'refused',
    field: 'space.0.high',
    message: 'space.json, 0.high: it is below low.',
  })
})
