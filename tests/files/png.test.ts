import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { encodePng, writePng } from '../../src-main/files/png.ts'

describe('pictures as PNG', () => {
  it.each([1, 3, 4] as const)('keeps every byte of a picture with %i channels', async (channels) => {
    const folder = await mkdtemp(join(tmpdir(), 'png-'))
    const data = Uint8Array.from({ length: 5 * 2 * channels }, (_, i) => (i * 37) % 256)
    await writePng(join(folder, 'a.png'), { width: 5, height: 2, channels, data })
    const read = decode(await readFile(join(folder, 'a.png')))
    expect(read).toMatchObject({ width: 5, height: 2, channels, depth: 8 })
    expect([...read.data]).toEqual([...data])
    await rm(folder, { recursive: true })
  })

  it('refuses data that does not fill the picture', () => {
    expect(() => encodePng({ width: 2, height: 2, channels: 3, data: new Uint8Array(11) })).toThrow(
      'has 12 bytes, not 11',
    )
  })
})
