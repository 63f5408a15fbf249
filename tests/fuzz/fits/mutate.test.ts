import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { bigEndian, headerBytes, padded } from '../../sky/fits/make-fits.ts'
import { cardMutations } from './card-mutations.ts'
import { drawFrom } from './draw.ts'
import { madeFiles } from './made-files.ts'
import { mutate } from './mutate.ts'
import { joinParts, splitFile } from './parts.ts'
import { loadSources } from './sources.ts'

const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a file in parts', () => {
  it.each(Object.entries(madeFiles))('%s is the same when joined again', (_, bytes) => {
    expect(joinParts(splitFile(bytes)).equals(bytes)).toBe(true)
  })

  it('has the HDUs that astropy counts: a primary one and a tile-compressed image', () => {
    const { hdus } = splitFile(madeFiles['a tile-compressed image'])
    expect(hdus.map(({ cards }) => cards[0].slice(0, 8).trim())).toEqual(['SIMPLE', 'XTENSION'])
  })
})

describe('changes', () => {
  const sources = loadSources(null)
  const seeds = Array.from({ length: 500 }, (_, i) => i + 1)

  it('are the same for the same seed, and different for another', () => {
    const files = seeds.map((seed) => mutate(seed, sources))
    seeds.forEach((seed, i) => expect(mutate(seed, sources).bytes.equals(files[i].bytes)).toBe(true))
    const different = new Set(files.map(({ bytes }) => bytes.toString('latin1')))
    expect(different.size).toBeGreaterThan(400)
  })

  it('leave the files that they change as they are', () => {
    for (const [i, bytes] of Object.values(madeFiles).entries())
      expect(joinParts(sources[i].parts).equals(bytes)).toBe(true)
  })

  it('are made to every file, and compress some of them', () => {
    const files = seeds.map((seed) => mutate(seed, sources))
    expect(new Set(files.map(({ source }) => source)).size).toBe(sources.length)
    const compressed = files.filter(({ bytes }) => bytes[0] === 0x1f && bytes[1] === 0x8b)
    expect(compressed.length / files.length).toBeCloseTo(0.12, 1)
  })

  it.each(cardMutations.map((mutation) => [mutation.name, mutation] as const))('%s changes cards', (_, mutation) => {
    const cards = splitFile(madeFiles['a scaled map']).hdus[1].cards
    const changed = seeds.slice(0, 50).filter((seed) => {
      const part = { cards: [...cards], data: Buffer.alloc(0) }
      mutation(part, drawFrom(seed))
      return part.cards.join() !== cards.join()
    })
    expect(changed.length).toBeGreaterThan(20)
  })
})

describe('files of a folder', () => {
  const large = Buffer.concat([
    headerBytes(['SIMPLE  = T', 'BITPIX  = -32', 'NAXIS   = 2', 'NAXIS1  = 1000', 'NAXIS2  = 1000']),
    padded(bigEndian('E', new Array<number>(1e6).fill(1))),
  ])

  it('are those that are FITS, compressed or not, after the ones that the tests make', () => {
    mkdirSync(join(folder, 'more'))
    writeFileSync(join(folder, 'more', 'b.fits.gz'), gzipSync(madeFiles['a map']))
    writeFileSync(join(folder, 'a.fits'), large)
    writeFileSync(join(folder, 'pointer.fits'), 'version https://git-lfs.github.com/spec/v1')
    writeFileSync(join(folder, 'notes.txt'), 'no')
    const names = loadSources(folder).map(({ name }) => name)
    expect(names.slice(-2)).toEqual(['a.fits', join('more', 'b.fits.gz')])
    expect(names).toHaveLength(loadSources(null).length + 2)
  })

  it('that are large are kept in part, with zeros for the rest, and taken less often', () => {
    const { parts, weight } = loadSources(folder).find(({ name }) => name === 'a.fits')!
    expect(joinParts(parts).length + parts.zeros).toBe(large.length)
    expect(parts.zeros).toBeGreaterThan(3e6)
    expect(weight).toBeLessThan(0.3)
  })

  it('that are cut short are taken rarely', () => {
    writeFileSync(join(folder, 'cut.fits'), large.subarray(0, 4000))
    const { parts, weight } = loadSources(folder).find(({ name }) => name === 'cut.fits')!
    expect(parts.complete).toBe(false)
    expect(weight).toBeLessThan(0.1)
  })

  it('must be there', () => {
    mkdirSync(join(folder, 'empty'))
    expect(() => loadSources(join(folder, 'empty'))).toThrow('there are no FITS files in this folder')
  })
})
