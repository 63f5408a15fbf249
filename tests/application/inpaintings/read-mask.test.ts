import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readMask } from '../../../src-main/application/inpaintings/read-mask.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-mask-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const at = (name: string) => join(root, name)

describe('a mask', () => {
  const mask = async (name: string, values: Uint8Array | Float32Array, shape = [16, 16]) => {
    await writeNpy(at(name), values, shape)
    return readMask({ kind: 'file', path: at(name) }, 16)
  }
  const half = Uint8Array.from({ length: 256 }, (_, i) => Number(i < 128))

  it('is read from .npy of any number type', async () => {
    expect(await mask('bytes.npy', half)).toEqual(half)
    expect(await mask('floats.npy', Float32Array.from(half))).toEqual(half)
  })

  it.each([
    [
      'of another size',
      half.slice(0, 128),
      [8, 16],
      /small.npy, shape: a mask for patches of 16 x 16 px has the same shape; this is 8 x 16\./,
    ],
    ['in a stack of two', new Uint8Array(512), [2, 16, 16], /shape: .* a stack of 2 pictures, 16 x 16/],
    [
      'with a fractional value',
      Float32Array.from(half, (v, i) => (i === 35 ? 0.5 : v)),
      [16, 16],
      /row 2, column 3: a mask contains only 1 \(observed\) and 0 \(hole\), not 0.5/,
    ],
    [
      'with a missing value',
      Float32Array.from(half, (v, i) => (i === 0 ? NaN : v)),
      [16, 16],
      /row 0, column 0: .* not NaN/,
    ],
    ['without a hole', new Uint8Array(256).fill(1), [16, 16], /has no hole/],
    ['without observed pixels', new Uint8Array(256), [16, 16], /leaves no pixel observed/],
  ])('%s is refused', async (_, values, shape, message) => {
    await expect(mask('small.npy', values, shape)).rejects.toThrow(message)
  })

  it('that is not a picture is refused, naming the file', async () => {
    writeFileSync(at('text.fits'), 'not a picture')
    await expect(readMask({ kind: 'file', path: at('text.fits') }, 16)).rejects.toThrow(/text.fits/)
    await expect(readMask({ kind: 'file', path: at('nowhere.npy') }, 16)).rejects.toThrow(
      /nowhere.npy: there is no such/,
    )
    await expect(readMask({ kind: 'file', path: at('nowhere.fits') }, 16)).rejects.toThrow(/nowhere.fits/)
  })
})
