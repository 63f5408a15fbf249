import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeNpy } from '../../src-main/files/npy.ts'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-spectrum-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (...names: string[]) => join(folder, ...names)

describe('cirrus spectrum', () => {
  it('computes power spectra of one map or several, one row per map', async () => {
    const size = 64
    const wave = Float32Array.from({ length: 2 * size * size }, (_, i) =>
      Math.cos((2 * Math.PI * 6 * (i % size)) / size),
    )
    await writeNpy(at('waves.npy'), wave, [2, size, size])
    const { code, stdout } = await cirrus('spectrum', at('waves.npy'), '--width', '8', '--bin', '90', '--apodize', '1')
    expect(code).toBe(0)
    const { ell, cl } = JSON.parse(stdout)
    expect(cl).toHaveLength(2)
    expect(cl[0]).toHaveLength(ell.length)
    expect(cl[0]).toEqual(cl[1])
    // Six waves across 64 pixels of 8 / 63 deg: l = 6 x 360 / 8.127 = 266.
    const peak = ell[cl[0].indexOf(Math.max(...cl[0]))]
    expect(Math.abs(peak - (6 * 360) / ((8 * 64) / 63))).toBeLessThan(45)
    expect((await cirrus('spectrum', at('waves.npy'), '--width', '8', '--bin', '9000')).code).toBe(3)
  })

  it('computes E and B spectra of rectangular Q and U maps, with the leakage of the mask', async () => {
    const [rows, columns] = [24, 32]
    const pixels = rows * columns
    const maps = Float64Array.from({ length: 4 * pixels }, (_, i) => Math.sin(0.3 * i * (1 + (i % 7))))
    await writeNpy(at('qu.npy'), maps, [2, 2, rows, columns])
    await writeNpy(at('q.npy'), maps.subarray(0, pixels), [rows, columns])
    await writeNpy(at('u.npy'), maps.subarray(pixels, 2 * pixels), [rows, columns])
    const ways = ['--width', '8', '--bin', '100,200,400', '--taper', 'Smooth', '--apodize', '0.3', '--beam', '6']
    const { code, stdout } = await cirrus('spectrum', at('qu.npy'), ...ways)
    expect(code).toBe(0)
    const { ell, ee, eb, bb, leakage } = JSON.parse(stdout)
    expect(ell).toEqual([150, 300])
    for (const powers of [ee, eb, bb]) expect(powers.map((row: number[]) => row.length)).toEqual([2, 2])
    for (const share of leakage) expect(share).toBeGreaterThan(0)
    const apart = JSON.parse((await cirrus('spectrum', at('q.npy'), '--u', at('u.npy'), ...ways)).stdout)
    expect([apart.ee[0], apart.bb[0]]).toEqual([ee[0], bb[0]])
    const iau = await cirrus('spectrum', at('q.npy'), '--u', at('u.npy'), ...ways, '--polcconv', 'IAU')
    expect(JSON.parse(iau.stdout).bb[0]).not.toEqual(bb[0])
    expect(await cirrus('spectrum', at('qu.npy'), ...ways, '--polcconv', 'HEALPix')).toMatchObject({ code: 2 })
  })

  it('computes cross-spectra of two files and of splits, and refuses options that exclude each other', async () => {
    const size = 24
    for (const [i, name] of ['a', 'b', 'c'].entries())
      await writeNpy(
        at(`${name}.npy`),
        Float64Array.from({ length: size ** 2 }, (_, at) => Math.sin(0.3 * (at + 7 * i) * (1 + (at % 7)))),
        [size, size],
      )
    const [a, b, c] = ['a', 'b', 'c'].map((name) => at(`${name}.npy`))
    const ways = ['--width', '8', '--bin', '100,200,400']
    const crossed = await cirrus('spectrum', a, '--cross', b, ...ways, '--windows', at('windows.csv'))
    const pair = await cirrus('spectrum', ...ways, '--splits', a, b)
    expect(JSON.parse(crossed.stdout).cl[0]).toEqual(
      JSON.parse(pair.stdout).cl[0].map((power: number) => expect.closeTo(power, 15)),
    )
    expect(readFileSync(at('windows.csv'), 'utf8')).toMatch(/^spectrum,from,low,high,0,1,/)
    expect(JSON.parse((await cirrus('spectrum', '--splits', a, b, c, ...ways)).stdout)).toMatchObject({
      pairs: 3,
      scatter: { cl: [expect.any(Array)] },
      noise: { cl: [expect.any(Array)] },
    })
    for (const wrong of [
      [],
      ['--splits', a],
      [a, '--splits', b, c],
      [a, '--cross', b, '--noise', c],
      [a, '--cross-u', b],
    ])
      expect(await cirrus('spectrum', ...wrong, ...ways)).toMatchObject({ code: 2 })
  })

  it('measures a patch of a map of the sky, and tells the options of maps and of patches apart', async () => {
    const map = writeMadeMap(at('map.fits'), waves)
    const place = ['--lon', '30', '--lat', '40', '--size', '24', '--width', '20', '--bin', '20,60,100']
    const { code, stdout } = await cirrus('spectrum', map, ...place, '--cross', map, '--cross-column', '1')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      ...{ ell: [40, 80], low: [20, 60], high: [60, 100], unit: 'MJy/sr', missing: 0 },
      cl: [[expect.any(Number), expect.any(Number)]],
    })
    for (const [wrong, words] of [
      [['--lon', '30'], /needs both --lon and --lat/],
      [['--column', '1'], /--column: for maps of the sky/],
      [[...place, '--noise', map], /--noise: not with --lon and --lat/],
    ] as const)
      expect(await cirrus('spectrum', map, ...wrong)).toMatchObject({ code: 2, stderr: expect.stringMatching(words) })
  })
})
