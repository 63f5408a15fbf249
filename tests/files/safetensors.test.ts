import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { openSafetensors, writeSafetensors } from '../../src-main/files/safetensors.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-safetensors-'))
const path = join(folder, 'file.safetensors')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tensor = (name: string, shape: number[], values: number[]) => ({
  name,
  shape,
  values: () => Float32Array.from(values),
})

/** Writes a file from a header object and the bytes after it. */
function writeRaw(header: unknown, dataBytes: number): void {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  writeFileSync(path, Buffer.concat([length, json, Buffer.alloc(dataBytes)]))
}

describe('a .safetensors file', () => {
  test('is read back as written: any tensors, including scalars and empty ones, and metadata', async () => {
    const tensors = fc.dictionary(
      fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== '__metadata__' && name !== '__proto__'),
      fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
      { maxKeys: 5 },
    )
    await fc.assert(
      fc.asyncProperty(tensors, fc.string(), async (shapes, note) => {
        const written = Object.entries(shapes).map(([name, shape], i) => {
          const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, j) => i + j / 7)
          return { name, shape, values: () => values }
        })
        await writeSafetensors(path, written, { note })
        const file = await openSafetensors(path)
        expect(file.metadata).toEqual({ note })
        expect(new Set(file.tensors.keys())).toEqual(new Set(Object.keys(shapes)))
        for (const { name, shape, values } of written) {
          expect(file.tensors.get(name)!.shape).toEqual(shape)
          expect(await file.read(name)).toEqual(values())
        }
        await file.close()
      }),
      { numRuns: 30 },
    )
  })

  test('has the layout of the format: length, JSON, values from a multiple of 8', async () => {
    await writeSafetensors(path, [tensor('w', [2], [1, -2])], { a: 'b' })
    const bytes = readFileSync(path)
    const length = Number(bytes.readBigUInt64LE())
    expect(length % 8).toBe(0)
    expect(JSON.parse(bytes.toString('utf8', 8, 8 + length))).toEqual({
      __metadata__: { a: 'b' },
      w: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
    })
    expect([bytes.readFloatLE(8 + length), bytes.readFloatLE(12 + length), bytes.length]).toEqual([1, -2, 16 + length])
  })

  test('is not replaced by a write that fails', async () => {
    await writeSafetensors(path, [tensor('w', [1], [5])])
    await expect(writeSafetensors(path, [tensor('w', [3], [1])])).rejects.toThrow(/"w" of shape \[3\] got 1 values/)
    const file = await openSafetensors(path)
    expect([...(await file.read('w'))]).toEqual([5])
    await file.close()
    expect(readdirSync(folder)).toEqual(['file.safetensors'])
  })
})

describe('a broken .safetensors file is refused with file, place and reason', () => {
  const entry = { dtype: 'F32', shape: [2], data_offsets: [0, 8] }
  const cases: [string, () => void, RegExp][] = [
    ['an empty file', () => writeFileSync(path, ''), /byte 0: too short/],
    ['a text file', () => writeFileSync(path, 'this is not a checkpoint'), /byte 0: not a .safetensors file/],
    [
      'a file that ends in its header',
      () => (writeRaw({ w: entry }, 8), truncateSync(path, 30)),
      /header: the file ends/,
    ],
    ['a file that ends in its values', () => writeRaw({ w: entry }, 7), /"w": the file has \d+ bytes .* cut short/],
    ['values that no tensor claims', () => writeRaw({ w: entry }, 9), /do not fill the file exactly/],
    ['a header that is not JSON', () => writeRaw('{"w": ', 8), /not a JSON object/],
    ['a header that is a list', () => writeRaw([1], 8), /not a JSON object/],
    ['a shape that does not fit its bytes', () => writeRaw({ w: { ...entry, shape: [3] } }, 8), /"w": type, shape/],
    ['offsets that go backwards', () => writeRaw({ w: { ...entry, data_offsets: [8, 0] } }, 8), /"w": type, shape/],
    ['an unknown type', () => writeRaw({ w: { ...entry, dtype: 'F4' } }, 8), /"w": type, shape/],
  ]
  test.each(cases)('%s', async (_, make, message) => {
    make()
    await expect(openSafetensors(path)).rejects.toThrow(message)
    await expect(openSafetensors(path)).rejects.toThrow(path)
  })

  test('a tensor that is missing or not float32', async () => {
    writeRaw({ w: { ...entry, dtype: 'I64', shape: [1] } }, 8)
    const file = await openSafetensors(path)
    await expect(file.read('v')).rejects.toThrow(/no tensor "v"/)
    await expect(file.read('w')).rejects.toThrow(/type I64 is not supported; save it as float32/)
    await file.close()
  })
})
