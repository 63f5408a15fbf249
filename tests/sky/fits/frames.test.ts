import { describe, expect, it } from 'vitest'
import { readHealpixHeader } from '../../../src-main/sky/fits/choose-column.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { bigEndian, headerBytes, makeFolder, padded, smallMap, tableBytes } from './make-fits.ts'

const file = makeFolder()
const twelve = Array.from({ length: 12 }, (_, i) => i + 1)
const primaryWith = (cards: string[]) => headerBytes(['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 0', ...cards])

/** A map with the given cards in the header of its table, and in the primary header. */
const mapWith = (cards: string[], primary: string[] = []) => {
  const lines = ['TFIELDS = 1', "TFORM1  = 'E'", "TTYPE1  = 'I'", ...cards]
  return file('f.fits', Buffer.concat([primaryWith(primary), tableBytes(4, 12, lines, bigEndian('E', twelve))]))
}
const frame = async (cards: string[], primary: string[] = []) =>
  (await readHealpixHeader(mapWith([...smallMap, ...cards], primary))).coordsys

describe('the frame of a map', () => {
  it.each([
    ...['G', 'gal', 'GALACTIC', 'Galactic coordinates', 'GLON/GLAT'].map((word) => [word, 'G']),
    ...['C', 'Q', 'CEL', 'CELESTIAL', 'EQU', 'EQUATOR', 'EQUATORIAL', 'celestial2000'].map((word) => [word, 'C']),
    ...['RADEC', 'RA/DEC', 'RA-DEC', 'RA, DEC', 'FK5', 'J2000', 'J2000.0', 'ICRS'].map((word) => [word, 'C']),
    ...['Equatorial (J2000)', 'FK5 J2000', 'J2000 equatorial'].map((word) => [word, 'C']),
    ...['E', 'ECL', 'Ecliptic', 'ecliptic J2000'].map((word) => [word, 'E']),
    ...['', 'unknown', 'N/A', 'none'].map((word) => [word, null]),
  ])('is read from COORDSYS = %j as %j', async (word, letter) => {
    expect(await frame([`COORDSYS= '${word}'`])).toBe(letter)
  })

  it.each([
    'COORDTYP=',
    'COORDTYPE=',
    'COORD   =',
    'SKYCOORD=',
    'FRAME   =',
    'HIERARCH COORDSYS =',
    'HIERARCH coordsys =',
    'HIERARCH COORDINATE_SYSTEM =',
  ])('is read from the card %s, in either header', async (card) => {
    // COORDTYPE has nine letters, so it only occurs as HIERARCH.
    const line = card.startsWith('COORDTYPE=') ? "HIERARCH COORDTYPE = 'Equatorial'" : `${card} 'Equatorial'`
    expect(await frame([line])).toBe('C')
    expect(await frame([], [line])).toBe('C')
  })

  it('is that of the table if the primary header has another one', async () => {
    expect(await frame(["COORDSYS= 'G'"], ["COORDSYS= 'C'"])).toBe('G')
    expect(await frame(["COORDSYS= 'unknown'"], ["COORDSYS= 'E'"])).toBe('E')
  })

  it.each([
    ["RADESYS = 'ICRS'", 'C'],
    ["RADESYS = 'FK5'", 'C'],
    ["CTYPE1  = 'GLON-HPX'", 'G'],
    ["CTYPE1  = 'RA---HPX'", 'C'],
    ["CTYPE1  = 'ELON-HPX'", 'E'],
    ["CTYPE1  = 'FREQ'", null],
  ])('is implied by %s where no other card gives it', async (card, letter) => {
    expect(await frame([card])).toBe(letter)
    expect(await frame(["COORDSYS= 'G'", card])).toBe('G')
  })

  it('is read beside the other cards of an image', async () => {
    const cards = ['SIMPLE  = T', 'BITPIX  = -32', 'NAXIS   = 1', 'NAXIS1  = 12', ...smallMap, "SKYCOORD= 'Ecliptic'"]
    const path = file('i.fits', Buffer.concat([headerBytes(cards), padded(bigEndian('E', twelve))]))
    expect(await readMapInfo(path)).toMatchObject({ coordsys: 'E' })
  })
})

describe('an uncertain frame', () => {
  it.each([
    [["COORDSYS= 'FK4'"], 'card COORDSYS: FK4 is a frame of B1950'],
    [["COORDSYS= 'B1950'"], 'card COORDSYS: B1950 is a frame of B1950'],
    [["SKYCOORD= 'Equatorial B1950'"], 'card SKYCOORD'],
    [["COORDSYS= 'HELIO'"], 'card COORDSYS: HELIO is not a known frame'],
    [["COORDSYS= 'G'", "SKYCOORD= 'supergalactic'"], 'card SKYCOORD: supergalactic is not a known frame'],
    [["COORDSYS= 'G'", "SKYCOORD= 'Equatorial'"], 'cards COORDSYS and SKYCOORD: they name different frames'],
    [["COORDSYS= 'C'", "RADESYS = 'FK4'"], 'card RADESYS'],
    [["COORDSYS= 'C'", 'EQUINOX = 1950.0'], 'card EQUINOX'],
    [["COORDSYS= 'E'", 'EQUINOX = 1950.0'], 'card EQUINOX'],
    [["COORDSYS= 'C'", 'EPOCH   = 1950'], 'card EPOCH'],
    [["RADESYS = 'FK4'"], 'card RADESYS'],
  ])('is refused by its card, with the option that says it: %j', async (cards, said) => {
    const error: Error = await frame(cards).then(
      () => new Error('read'),
      (thrown: Error) => thrown,
    )
    expect(error.message).toContain(`HDU 1, ${said}`)
    expect(error.message).toContain('--coordsys G, C or E')
    await expect(frame([], cards)).rejects.toThrow(`HDU 0, ${said}`)
  })

  it.each(['G', 'C', 'E'] as const)('is %s if the caller says so', async (coordsys) => {
    const path = mapWith([...smallMap, "COORDSYS= 'FK4'"])
    expect((await readHealpixHeader(path, { coordsys })).coordsys).toBe(coordsys)
    expect((await readMapColumn(path, 'I', { coordsys })).header.coordsys).toBe(coordsys)
    expect(await readMapInfo(path, { coordsys })).toMatchObject({ coordsys })
  })

  it('is not inferred from an irrelevant equinox', async () => {
    expect(await frame(["COORDSYS= 'G'", "RADESYS = 'FK4'", 'EQUINOX = 1950.0'])).toBe('G')
    expect(await frame(["COORDSYS= 'C'", "RADESYS = 'ICRS'", 'EQUINOX = 1950.0'])).toBe('C')
    expect(await frame(["COORDSYS= 'C'", 'EQUINOX = 2000.0', 'EPOCH   = 2016.5'])).toBe('C')
  })
})

describe('the other HEALPix cards', () => {
  it('are read from the primary header if the table has none', async () => {
    const path = mapWith([], ['NSIDE   = 1', "ORDERING= 'NESTED'", "PIXTYPE = 'HEALPIX'", 'BAD_DATA= 3.0'])
    expect(await readMapInfo(path)).toMatchObject({ nside: 1, ordering: 'NESTED', columns: [{ missing: 1 }] })
    expect(await readMapInfo(mapWith(['NSIDE   = 1'], ["ORDERING= 'NESTED'"]))).toMatchObject({ ordering: 'NESTED' })
    expect(await readMapInfo(mapWith(smallMap, ["ORDERING= 'NESTED'"]))).toMatchObject({ ordering: 'RING' })
  })

  it('are refused with the header that contains them', async () => {
    await expect(readMapInfo(mapWith(['NSIDE   = 1'], ["ORDERING= 'SPIRAL'"]))).rejects.toThrow('HDU 0, card ORDERING')
    await expect(readMapInfo(mapWith(['NSIDE   = 1']))).rejects.toThrow('HDU 1, card ORDERING: the card is missing')
    await expect(readMapInfo(mapWith(["ORDERING= 'RING'"], ["NSIDE   = 'many'"]))).rejects.toThrow('HDU 0, card NSIDE')
  })
})
