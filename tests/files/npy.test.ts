import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FileFormatError } from '../../src-main/files/file-format-error.ts'
import { readNpy, readNpyHeader, readNpyRows, writeNpy, writeNpyRows } from '../../src-main/files/npy.ts'
import reference from '../reference/npy.json' with { type: 'json' }

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'npy-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function saved(name: keyof typeof reference): Promise<string> {
  const path = join(folder, `${name}.npy`)
  await writeFile(path, Buffer.from(reference[name], 'base64'))
  return path
}

describe('reading what NumPy wrote', () => {
  it.each([
    ['float32', 'float32', [2, 3, 4], Array.from({ length: 24 }, (_, i) => i / 8)],
    ['float64', 'float64', [2], [0.1, Math.PI]],
    ['uint8', 'uint8', [3, 2], [0, 1, 2, 3, 4, 5]],
    ['int32', 'int32', [2], [-1, 2147483647]],
    ['bool', 'uint8', [3], [1, 0, 1]],
    ['version 2', 'float32', [2, 2], [1, 1, 1, 1]],
    ['scalar', 'float64', [], [2.5]],
  ] as const)('reads %s', async (name, type, shape, values) => {
    const content = await readNpy(await saved(name))
    expect(content.type).toBe(type)
    expect(content.shape).toEqual(shape)
    expect([...content.data]).toEqual(values)
  })

  it.each(['f2', 'f4', 'f8', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8'] as const)(
    'reads %s in either byte order',
    async (kind) => {
      for (const order of ['<', '>'] as const) {
        const { data, shape } = await readNpy(await saved(`${order}${kind}`))
        expect([[...data], shape]).toEqual([[0, 1, 100], [3]])
      }
    },
  )

  it('reads signed bytes, NumPy’s default integer and big-endian floats', async () => {
    expect([...(await readNpy(await saved('i1'))).data]).toEqual([-128, 0, 127])
    expect(await readNpy(await saved('int64'))).toMatchObject({ type: 'float64', data: Float64Array.of(0, 1, 2) })
    expect((await readNpy(await saved('big-endian'))).data).toEqual(Float32Array.of(0, 1, 2))
  })

  it('brings Fortran order to C order, also in rows', async () => {
    const all = Array.from({ length: 24 }, (_, i) => i)
    const path = await saved('Fortran cube')
    expect([...(await readNpy(path)).data]).toEqual(all)
    const { data, shape } = await readNpyRows(path, 1, 1)
    expect([[...data], shape]).toEqual([all.slice(12), [1, 3, 4]])
    expect((await readNpy(await saved('Fortran order'))).shape).toEqual([2, 3])
  })

  it('reads an empty array', async () => {
    expect(await readNpy(await saved('empty'))).toMatchObject({ shape: [0, 4, 4], data: new Float64Array(0) })
  })

  it('reads only the requested rows from the middle', async () => {
    const { data, shape } = await readNpyRows(await saved('float32'), 1, 1)
    expect(shape).toEqual([1, 3, 4])
    expect([...data]).toEqual(Array.from({ length: 12 }, (_, i) => (i + 12) / 8))
    expect((await readNpyRows(await saved('uint8'), 3, 0)).data.length).toBe(0)
  })

  it('refuses rows that do not exist', async () => {
    await expect(readNpyRows(await saved('float32'), 1, 2)).rejects.toThrow('has 2 rows; rows 1 to 2 were requested')
    await expect(readNpyRows(await saved('float32'), -1, 1)).rejects.toThrow(RangeError)
    await expect(readNpyRows(await saved('scalar'), 0, 1)).rejects.toThrow(RangeError)
  })
})

describe('refusing what is not supported', () => {
  it.each([
    ['complex', 'header, descr', '<c16'],
    ['beyond 2^53', 'value 1', 'beyond 2^53'],
    ['structured', 'header', 'one simple array'],
  ] as const)('names file, place and reason for %s', async (name, place, reason) => {
    const path = await saved(name)
    const error = await readNpy(path).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FileFormatError)
    expect(error).toMatchObject({ code: 'refused', file: path, place })
    expect((error as Error).message).toContain(reason)
  })

  it('refuses every truncation, and reports where the file ends', async () => {
    const whole = Buffer.from(reference.float32, 'base64')
    const path = join(folder, 'cut.npy')
    for (const length of [0, 5, 9, 20, 127, 128, 130, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, length))
      await expect(readNpy(path), `${length} bytes`).rejects.toBeInstanceOf(FileFormatError)
    }
    await expect(readNpy(path)).rejects.toThrow(`byte ${whole.length - 1}`)
  })

  it('refuses an unknown version and an absurd header length', async () => {
    const path = join(folder, 'odd.npy')
    const bytes = Buffer.from(reference.float32, 'base64')
    bytes[6] = 9
    await writeFile(path, bytes)
    await expect(readNpy(path)).rejects.toThrow('version 9')
    bytes[6] = 2
    bytes.writeUInt32LE(0xffffffff, 8)
    await writeFile(path, bytes)
    await expect(readNpy(path)).rejects.toThrow('not plausible')
  })
})

describe('writing', () => {
  it.each(['float32', 'float64', 'uint8', 'int32'] as const)(
    'writes exactly the bytes of NumPy for %s',
    async (name) => {
      const { data, shape } = await readNpy(await saved(name))
      const path = join(folder, 'again.npy')
      await writeNpy(path, data, shape)
      expect((await readFile(path)).toString('base64')).toBe(reference[name])
    },
  )

  it('writes rows as they arrive and counts them at the end', async () => {
    const path = join(folder, 'rows.npy')
    async function* pieces() {
      yield Float32Array.of(1, 2, 3)
      yield Float32Array.of(9, 4, 5, 6, 7, 8, 9, 9).subarray(1, 7)
    }
    expect(await writeNpyRows(path, 'float32', [3], pieces())).toBe(3)
    const { data, shape } = await readNpy(path)
    expect(shape).toEqual([3, 3])
    expect([...data]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect((await readNpyHeader(path)).dataOffset % 64).toBe(0)
  })

  it('refuses values that do not fill the shape, and leaves no file', async () => {
    await expect(writeNpy(join(folder, 'a.npy'), new Float32Array(5), [2, 3])).rejects.toThrow('needs 6 values, but 5')
    const rows = (piece: Float32Array | Int32Array) => writeNpyRows(join(folder, 'a.npy'), 'float32', [2], [piece])
    await expect(rows(Int32Array.of(1, 2))).rejects.toThrow('a piece of int32')
    await expect(rows(Float32Array.of(1, 2, 3))).rejects.toThrow('ends inside a row')
    expect(await readdir(folder)).toEqual([])
  })
})
