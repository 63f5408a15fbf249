import { describe, expect, it } from 'vitest'
import { formatNpyHeader, npyTypes, type NpyHeader, type NpyType } from '../../src-main/files/npy-header.ts'
import { decodeNpyValues, fromFortranOrder, isStoredAsHeld } from '../../src-main/files/npy-values.ts'

const textOf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(10)).toString('latin1')

describe('the header of a .npy file', () => {
  it('is a Python dictionary, with the comma of a one-element tuple', () => {
    expect(textOf(formatNpyHeader('float32', [5])).trim()).toBe(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (5,), }",
    )
    expect(textOf(formatNpyHeader('uint8', [])).trim()).toContain("'shape': ()")
    expect(textOf(formatNpyHeader('int32', [2, 3, 4])).trim()).toContain("'shape': (2, 3, 4)")
  })

  it('ends with a line feed at a multiple of 64 bytes, and states its own length', () => {
    for (const shape of [[], [7], [10 ** 15], Array<number>(30).fill(1)]) {
      const bytes = formatNpyHeader('float64', shape)
      expect(bytes.length % 64).toBe(0)
      expect(10 + bytes[8] + 256 * bytes[9]).toBe(bytes.length)
      expect(bytes.at(-1)).toBe(0x0a)
    }
  })

  it('reserves room for a longer shape, so that it can be rewritten later', () => {
    expect(formatNpyHeader('float32', [0, 256, 256], 192)).toHaveLength(192)
    expect(formatNpyHeader('float32', [10 ** 15, 256, 256], 192)).toHaveLength(192)
  })
})

describe('stored values', () => {
  const header = (type: NpyType, kind: 'f' | 'i' | 'u' | 'b', bytes: number, littleEndian = true): NpyHeader => ({
    ...{ type, shape: [], dataOffset: 64, fortranOrder: false },
    stored: { kind, bytes, littleEndian },
  })

  it('are used unchanged if memory has the same layout', () => {
    const native = (Object.keys(npyTypes) as NpyType[]).map((type) => {
      const [, kind, bytes] = /(\w)(\d)$/.exec(npyTypes[type].descriptor)!
      return isStoredAsHeld(header(type, kind as 'f', Number(bytes)))
    })
    expect(native).toEqual([true, true, true, true])
    expect(isStoredAsHeld(header('uint8', 'b', 1))).toBe(true)
    expect(isStoredAsHeld(header('float32', 'f', 4, false))).toBe(false)
    expect(isStoredAsHeld(header('float32', 'f', 2))).toBe(false)
    expect(isStoredAsHeld(header('int32', 'i', 2))).toBe(false)
  })

  // IEEE 754 half precision by hand: 1 0 11110 1111111111 is 65504; 0 00000 0000000001 is 2^-24.
  it('in half precision keep the largest, the smallest, infinity and NaN', () => {
    const bytes = Uint8Array.of(0xff, 0x7b, 0x01, 0x00, 0x00, 0xfc, 0x00, 0x7e)
    expect([...decodeNpyValues('h.npy', bytes, header('float32', 'f', 2))]).toEqual([65504, 2 ** -24, -Infinity, NaN])
  })

  it('of 64 bits are exact up to 2^53, and refused beyond, naming their index', () => {
    const bytes = new Uint8Array(16)
    const view = new DataView(bytes.buffer)
    view.setBigInt64(0, -(2n ** 53n) + 1n, true)
    view.setBigInt64(8, 2n ** 53n, true)
    const long = header('float64', 'i', 8)
    expect([...decodeNpyValues('l.npy', bytes.subarray(0, 8), long)]).toEqual([-Number.MAX_SAFE_INTEGER])
    expect(() => decodeNpyValues('l.npy', bytes, long, 40)).toThrow(/l.npy, value 41: .* not exact as a double/)
  })

  it('in Fortran order are brought to C order, also with one axis or none', () => {
    // numpy.arange(12).reshape(2, 3, 2) has element [i, j, k] = 6 i + 2 j + k; in Fortran order i runs fastest.
    const fortran = Int32Array.of(0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11)
    expect([...fromFortranOrder(fortran, [2, 3, 2])]).toEqual(Array.from({ length: 12 }, (_, i) => i))
    expect([...fromFortranOrder(Int32Array.of(3, 1, 2), [3])]).toEqual([3, 1, 2])
    expect([...fromFortranOrder(Int32Array.of(5), [])]).toEqual([5])
    expect(fromFortranOrder(new Int32Array(0), [0, 4])).toHaveLength(0)
  })
})
