import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readNoise } from '../../../src-main/application/inpaintings/read-noise.ts'
import { usualShelf } from '../../../src-main/application/masks/shelf.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-noise-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const at = (name: string) => join(root, name)
const patch = { size: 16, width: 4, lon: 10, lat: 0 }
const mask = Uint8Array.from({ length: 256 }, (_, i) => Number(i > 40))
const read = (noise: Parameters<typeof readNoise>[0], of: Partial<typeof patch> = {}) =>
  readNoise(noise, { ...patch, ...of }, mask, usualShelf())
const demoMap = 'resources/demo-map/iris-100um-nside512.fits.gz'

describe('the noise of a patch', () => {
  it('that is white needs no file', async () => {
    expect(await read({ kind: 'white', sigma: 0.2 })).toBeNull()
  })

  it('is a picture of standard deviations, which may be missing in the hole', async () => {
    const values = Float32Array.from(mask, (seen, i) => (seen ? 1 + i : NaN))
    await writeNpy(at('std.npy'), values, [16, 16])
    const noise = await read({ kind: 'map', path: at('std.npy'), column: null })
    expect(noise).toEqual({ kind: 'map', deviation: Float64Array.from(values) })
  })

  it('is a map of the sky, interpolated at the centres of its pixels', async () => {
    const noise = await read({ kind: 'map', path: demoMap, column: null })
    if (noise?.kind !== 'map') throw new Error('no map')
    expect(noise.deviation).toHaveLength(256)
    expect(noise.deviation.every((value) => value > 0)).toBe(true)
    const turned = await read({ kind: 'map', path: demoMap, column: null }, { lon: 10 + 1e-9 })
    if (turned?.kind !== 'map') throw new Error('no map')
    turned.deviation.forEach((value, i) => expect(value / noise.deviation[i]).toBeCloseTo(1, 5))
  })

  it.each([
    [
      'zero where it is observed',
      [16, 16],
      (i: number) => (i === 99 ? 0 : 1),
      /row 6, column 3 .* deviation is 0; mask it/,
    ],
    [
      'missing where it is observed',
      [16, 16],
      (i: number) => (i === 41 ? NaN : 1),
      /row 2, column 9 .* is NaN; mask it/,
    ],
    ['of another size', [8, 32], () => 1, /patches of 16 x 16 px have the same shape; this is 8 x 32/],
  ] as const)('is refused if it is %s', async (_, shape, value, message) => {
    await writeNpy(
      at('odd.npy'),
      Float32Array.from({ length: 256 }, (_, i) => value(i)),
      [...shape],
    )
    await expect(read({ kind: 'map', path: at('odd.npy'), column: null })).rejects.toThrow(message)
  })

  it('is a spectrum of two columns', async () => {
    writeFileSync(at('n-l.csv'), 'l,N_l\n10,3e-5\n200,1e-6\n')
    expect(await read({ kind: 'spectrum', path: at('n-l.csv') })).toEqual({
      kind: 'spectrum',
      ell: Float64Array.of(10, 200),
      power: Float64Array.of(3e-5, 1e-6),
    })
  })

  it.each([
    ['l,N_l\n', /a noise spectrum has a column of multipoles/],
    ['l\n10\n', /a noise spectrum has a column of multipoles/],
    ['l,N_l\n10,1\n10,2\n', /row 2: its multipole 10 is not above the one before/],
    ['l,N_l\n10,0\n', /row 1: its power is 0, not a number above 0/],
    ['l,N_l\n-1,1\n', /row 1: its multipole is -1, not a number from 0/],
    ['l,N_l\n10,much\n', /row 1: its power is much/],
  ])('is refused if it is no spectrum: %j', async (text, message) => {
    writeFileSync(at('wrong.csv'), text)
    await expect(read({ kind: 'spectrum', path: at('wrong.csv') })).rejects.toThrow(message)
  })
})
