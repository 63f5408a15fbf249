import { expect, it } from 'vitest'
import { pngChunk, pngChunks } from '../../src-main/files/png-chunk.ts'

// The last chunk of every PNG file (PNG specification, 3rd edition, Sec. 11.2.5): 00000000 IEND AE426082.
it('a chunk consists of length, type, data and CRC', () => {
  expect(Buffer.from(pngChunk('IEND', new Uint8Array(0))).toString('hex')).toBe('0000000049454e44ae426082')
})

it('the chunks of a file are read back as written, at any offset in memory', () => {
  const chunks = [
    { type: 'IHDR', data: Uint8Array.from({ length: 13 }, (_, i) => i) },
    { type: 'tEXt', data: Uint8Array.from(Buffer.from('dust')) },
    { type: 'IEND', data: new Uint8Array(0) },
  ]
  const file = Buffer.concat([Buffer.alloc(8), ...chunks.map(({ type, data }) => pngChunk(type, data))])
  const within = Buffer.concat([Buffer.from('abc'), file]).subarray(3)
  for (const bytes of [file, within])
    expect(pngChunks(bytes).map(({ type, data }) => ({ type, data: [...data] }))).toEqual(
      chunks.map(({ type, data }) => ({ type, data: [...data] })),
    )
})
