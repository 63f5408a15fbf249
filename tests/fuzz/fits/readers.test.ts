import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { untypedIn } from '../outcome.ts'
import { drawFrom } from './draw.ts'
import { madeFiles } from './made-files.ts'
import { mutate } from './mutate.ts'
import { readWithAll } from './readers.ts'
import { loadSources } from './sources.ts'

const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(bytes: Uint8Array, seed = 1, length = bytes.length) {
  const path = join(folder, 'file.fits')
  writeFileSync(path, bytes)
  truncateSync(path, length)
  return readWithAll(path, drawFrom(seed))
}
const ends = (outcomes: Awaited<ReturnType<typeof read>>) => Object.values(outcomes).map(({ end }) => end)

// The short form of `npm run fuzz -- fits`, without real files.
describe('changed files', () => {
  it('are read or refused by every reader', async () => {
    const sources = loadSources(null)
    for (let seed = 1; seed <= 200; seed++) {
      const { source, bytes, length } = mutate(seed, sources)
      const outcomes = await read(bytes, seed, length)
      expect(untypedIn({ source, outcomes }), `seed ${seed}, ${source}`).toEqual([])
    }
  })
})

describe.each(Object.entries(madeFiles))('%s', (_, original) => {
  it('is read when it is not changed, plain and compressed', async () => {
    expect(ends(await read(original))).toContain('parsed')
    expect(ends(await read(gzipSync(original)))).toEqual(ends(await read(original)))
  })

  it('is read or refused when cut short, plain and compressed', async () => {
    for (let length = 1440; length < original.length; length += 1439) {
      const cut = original.subarray(0, length)
      expect(ends(await read(length % 2 ? cut : gzipSync(cut)))).not.toContain('untyped')
    }
  })
})

describe('noise', () => {
  it('is refused by every reader', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const draw = drawFrom(seed)
      const noise = Buffer.from(Array.from({ length: 1 + draw.below(9000) }, () => draw.below(256)))
      expect(new Set(ends(await read(noise)))).toEqual(new Set(['refused']))
    }
  })
})

describe('the outcome of a reader', () => {
  it('says the code and the kind of place of a refusal, without numbers and names', async () => {
    const { 'map info': info, image } = await read(madeFiles['a compressed table'])
    expect(info).toEqual({ end: 'refused', code: 'refused', place: 'card ZTABLE' })
    expect(image).toEqual({ end: 'refused', code: 'refused', place: 'card ZTABLE' })
    expect((await read(Buffer.from('text'))).header).toMatchObject({ place: 'byte' })
  })
})
