import { describe, expect, it } from 'vitest'
import type { Card, CardValue } from '../../../src-main/sky/fits/card.ts'
import { frequencyOf, readFrequency } from '../../../src-main/sky/fits/frequency-cards.ts'
import { makeHeader } from '../../../src-main/sky/fits/header.ts'
import type { MapHeader } from '../../../src-main/sky/fits/map-header.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { frequencyFor } from '../../../src-main/application/maps/map-frequency.ts'
import { bigEndian, makeFolder, oneColumn, smallMap } from './make-fits.ts'

const found = (cards: Record<string, CardValue | [CardValue, string]>, column = 'I', columns = 1) => {
  const list = Object.entries(cards).map(([keyword, given]): Card => {
    const [value, comment] = Array.isArray(given) ? given : [given, '']
    return { keyword, value, comment }
  })
  return frequencyOf({ cards: makeHeader(list), columns: Array(columns).fill({}) } as unknown as MapHeader, column)
}

describe('the frequency of a map', () => {
  it('is in GHz in the cards of CMB maps, as a number or as text', () => {
    expect(found({ FREQ: '353     ' })).toEqual({ frequency: 353, from: 'card FREQ' })
    expect(found({ FREQ: 217 })).toEqual({ frequency: 217, from: 'card FREQ' })
    expect(found({ FREQ: '143 GHz' })?.frequency).toBe(143)
    expect(found({ FREQUENCY: '545-1' })?.frequency).toBe(545)
  })

  it('is in the unit that the value, a card or a comment names', () => {
    expect(found({ FREQ: '30000 MHz' })?.frequency).toBe(30)
    expect(found({ FREQ: 0.353, FREQ_UNI: 'THz' })?.frequency).toBe(353)
    expect(found({ FREQ: [408, '[MHz] of the survey'] })?.frequency).toBe(0.408)
    expect(found({ FREQ: 1.42e9 })?.frequency).toBe(1.42)
  })

  it('is in Hz in the cards of FITS, RESTFRQ and an axis of frequency', () => {
    expect(found({ RESTFRQ: 1.420405752e9 })).toEqual({ frequency: 1.420405752, from: 'card RESTFRQ' })
    const axis = { CTYPE3: 'FREQ', CRVAL3: 1.4e9 }
    expect(found(axis)).toEqual({ frequency: 1.4, from: 'card CRVAL3' })
    expect(found({ ...axis, CRVAL3: 1400, CUNIT3: 'MHz' })?.frequency).toBe(1.4)
    // Each plane of a cube has another.
    expect(found(axis, 'I', 5)).toBeNull()
  })

  it('is that of the column’s name first', () => {
    expect(found({ FREQ: 217 }, 'I_353GHz')).toEqual({ frequency: 353, from: 'the name of column I_353GHz' })
    expect(found({ FREQ: 217 }, 'CHANNEL3')?.frequency).toBe(217)
    expect(found({}, '30keV')).toBeNull()
  })

  it('is not known from words, nonsense and other cards', () => {
    for (const cards of [{}, { FREQ: 'W' }, { FREQ: 0 }, { FREQ: 1e30 }, { RESTFRQ: 0 }, { FREQ: '' }])
      expect(found(cards as Record<string, CardValue>)).toBeNull()
    expect(found({ CTYPE3: 'STOKES', CRVAL3: 1 })).toBeNull()
  })
})

describe('--frequency', () => {
  const file = makeFolder()
  const values = bigEndian(
    'E',
    Array.from({ length: 12 }, (_, i) => i),
  )
  const map = (unit: string, ...cards: string[]) =>
    file('map.fits', oneColumn('E', values, [...smallMap, `TUNIT1  = '${unit}'`, ...cards]))

  it('is by default that of the header where the conversion needs one, and is said', async () => {
    const path = map('K_CMB', "FREQ    = '353     '")
    expect(await readFrequency(path, undefined)).toMatchObject({ unit: 'K_CMB', found: { frequency: 353 } })
    expect((await readMapInfo(path)).columns[0]).toMatchObject({ frequency: 353 })
    const said: string[] = []
    const asked = (options: Parameters<typeof frequencyFor>[1]) =>
      frequencyFor(path, options, (text) => said.push(text))
    expect(await asked({ unit: 'MJy/sr' })).toBe(353)
    expect(said).toEqual(['Frequency 353 GHz from card FREQ; --frequency gives another.'])
    expect(await asked({ unit: 'MJy/sr', frequency: 350 })).toBe(350)
    expect(await asked({ unit: 'uK_CMB' })).toBeUndefined()
    expect(await asked({})).toBeUndefined()
    expect(said).toHaveLength(1)
  })

  it('stays unknown without a card, and for units of anything else', async () => {
    const quiet = () => expect.fail('nothing to say')
    expect(await frequencyFor(map('K_CMB'), { unit: 'MJy/sr' }, quiet)).toBeUndefined()
    expect(await frequencyFor(map('counts', 'FREQ    = 353'), { unit: 'MJy/sr' }, quiet)).toBeUndefined()
  })
})
