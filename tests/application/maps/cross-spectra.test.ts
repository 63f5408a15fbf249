import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writePatchFits } from '../../../src-main/application/maps/patch-files.ts'
import { spectrumOfFile, type SpectrumOrder } from '../../../src-main/application/maps/spectrum-of-file.ts'
import { readCsv } from '../../../src-main/files/csv.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { unitFactor } from '../../../src-shared/sky/units.ts'
import { spectrumRecipeSchema } from '../../../src-shared/statistics/spectrum-recipe.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-cross-spectra-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const at = (name: string) => join(root, name)

const size = 24
const recipe = spectrumRecipeSchema.parse({ bands: [90, 200, 350], apodize: 1 })
/** Values without a pattern: the fractions of multiples of the golden ratio. */
const values = (shift: number, count = 1) =>
  Float64Array.from({ length: count * size ** 2 }, (_, i) => (((i + shift) ** 2 * 0.6180339887) % 1) - 0.5)
const save = async (name: string, data: Float64Array, shape = [size, size]) => {
  await writeNpy(at(name), data, shape)
  return at(name)
}
const sum = (a: Float64Array, b: Float64Array, sign = 1) => a.map((value, i) => value + sign * b[i])
const measure = (changes: Partial<SpectrumOrder> & { file: string }) =>
  spectrumOfFile({ u: null, convention: null, width: 8, recipe, ...changes })
const close = (rows: number[][]) => rows.map((row) => row.map((power) => expect.closeTo(power, 15)))

const [sky, noise] = [values(0), values(500)]
const plus = await save('plus.npy', sum(sky, noise))
const minus = await save('minus.npy', sum(sky, noise, -1))
const clean = await save('sky.npy', sky)
const noisy = await save('noise.npy', noise)

describe('cross-spectra of two files', () => {
  it('hold what the maps share: those of s + n and s - n are the spectrum of s minus that of n', async () => {
    const { powers, noise: none } = await measure({ file: plus, cross: minus })
    const [ofSky, ofNoise] = [await measure({ file: clean }), await measure({ file: noisy })]
    const expected = ofSky.powers.cl[0].map((power, i) => power - ofNoise.powers.cl[0][i])
    expect(powers.cl).toEqual(close([expected]))
    expect(none).toBeUndefined()
  })

  it('of Q and U give EB and BE apart, and of I, Q and U all nine', async () => {
    const first = await save('first.npy', values(0, 3), [1, 3, size, size])
    const second = await save('second.npy', values(9000, 3), [1, 3, size, size])
    const all = await measure({ file: first, cross: second })
    expect(Object.keys(all.powers)).toEqual('tt te et tb bt ee eb be bb'.split(' '))
    const [q, u] = [1, 2].map((which) => values(0, 3).slice(which * size ** 2, (which + 1) * size ** 2))
    const [q2, u2] = [1, 2].map((which) => values(9000, 3).slice(which * size ** 2, (which + 1) * size ** 2))
    const polarised = await measure({
      ...{ file: await save('q.npy', q), u: await save('u.npy', u) },
      ...{ cross: await save('q2.npy', q2), crossU: await save('u2.npy', u2) },
    })
    const { ee, eb, be, bb } = all.powers
    expect(polarised.powers).toEqual({ ee, eb, be, bb })
    expect(Object.keys((await measure({ file: first })).powers)).toEqual('tt te tb ee eb bb'.split(' '))
  })

  it('are refused for maps of other kinds, sizes and numbers', async () => {
    const qu = await save('qu.npy', values(0, 2), [1, 2, size, size])
    await expect(measure({ file: clean, cross: qu })).rejects.toThrow(
      /qu.npy, shape: it holds Q and U, but .*sky.npy holds I; take the same/,
    )
    const small = await save('small.npy', new Float64Array(64), [8, 8])
    await expect(measure({ file: clean, cross: small })).rejects.toThrow(
      /small.npy, shape: its maps of 8 x 8 do not match those of 24 x 24 in .*sky.npy/,
    )
    const two = await save('two.npy', values(0, 2), [2, size, size])
    await expect(measure({ file: clean, cross: two })).rejects.toThrow(/it holds 2 maps, but .* holds 1/)
  })
})

describe('images with a header', () => {
  const image = async (name: string, data: Float64Array, unit: string, lon = 40) => {
    await writePatchFits(at(name), { lon, lat: 30, size, width: 8 }, [{ name: 'I', values: data, unit }], [], [])
    return at(name)
  }

  it('must show the same pixels of the sky in the same unit', async () => {
    const file = await image('one.fits', sky, 'K_CMB')
    const moved = await image('moved.fits', sky, 'K_CMB', 41)
    await expect(measure({ file, cross: moved })).rejects.toThrow(
      /moved.fits, cards CTYPE, .*: its coordinates \(CRVAL 41, 30\) differ from those of .*one.fits/,
    )
    const other = await image('other.fits', sky, 'MJy/sr')
    await expect(measure({ file, cross: other })).rejects.toThrow(
      /other.fits, card BUNIT: its unit is MJy\/sr, but that of .* is K_CMB; convert both with --unit/,
    )
    expect((await measure({ file })).unit).toBe('K_CMB')
  })

  it('are converted, each at its own frequency: powers by the product of the factors', async () => {
    const file = await image('cmb.fits', sky, 'K_CMB')
    const cross = await image('dust.fits', noise, 'MJy/sr')
    const found = await measure({ file, cross, unit: 'uK_RJ', frequency: 353, crossFrequency: 545 })
    expect(found.unit).toBe('uK_RJ')
    const factor = unitFactor('K_CMB', 'uK_RJ', 353) * unitFactor('MJy/sr', 'uK_RJ', 545)
    const plain = await measure({ file: clean, cross: noisy })
    found.powers.cl[0].forEach((power, i) => expect(power / (factor * plain.powers.cl[0][i])).toBeCloseTo(1, 6))
    await expect(measure({ file, unit: 'MJy/sr' })).rejects.toThrow(/card BUNIT: the frequency in GHz is needed/)
    await expect(measure({ file: clean, unit: 'MJy/sr' })).rejects.toThrow(/sky.npy, card BUNIT: no unit is given/)
  })
})

describe('the noise bias', () => {
  it('is the mean spectrum of the noise maps, and is subtracted', async () => {
    const two = await save('noises.npy', Float64Array.of(...noise, ...noise.map((value) => 3 * value)), [2, size, size])
    const [without, bias] = [await measure({ file: plus }), await measure({ file: noisy })]
    const found = await measure({ file: plus, noise: two })
    expect(found.noise!.cl).toEqual(close([bias.powers.cl[0].map((power) => 5 * power)]))
    const left = without.powers.cl[0].map((power, i) => power - 5 * bias.powers.cl[0][i])
    expect(found.powers.cl).toEqual(close([left]))
  })

  it('is absent from the mean over the pairs of splits, which comes with its scatter', async () => {
    const found = await measure({ file: plus, splits: [minus, clean] })
    expect(found.pairs).toBe(3)
    const pairs = [
      await measure({ file: plus, cross: minus }),
      await measure({ file: plus, cross: clean }),
      await measure({ file: minus, cross: clean }),
    ].map(({ powers }) => powers.cl[0][0])
    const mean = pairs.reduce((total, power) => total + power, 0) / 3
    expect(found.powers.cl[0][0]).toBeCloseTo(mean, 15)
    const variance = pairs.reduce((total, power) => total + (power - mean) ** 2, 0) / 2
    expect(found.scatter!.cl[0][0]).toBeCloseTo(Math.sqrt(variance), 15)
    expect((await measure({ file: plus, splits: [minus] })).scatter).toBeNull()
    await expect(measure({ file: plus, splits: [minus, plus] })).rejects.toThrow(/plus.npy: it is given twice/)
  })
})

describe('purified B modes', () => {
  it('are measured of Q and U, without leakage, and refused for intensities', async () => {
    const iqu = await save('purify.npy', values(0, 3), [1, 3, size, size])
    const ways = { ...recipe, taper: 'C2' as const }
    const [pure, plain] = [
      await measure({ file: iqu, recipe: ways, purify: true }),
      await measure({ file: iqu, recipe: ways }),
    ]
    expect(pure.leakage).toBeNull()
    expect(plain.leakage).toHaveLength(2)
    expect(pure.powers.bb).not.toEqual(plain.powers.bb)
    expect([pure.powers.tt, pure.powers.tb]).toEqual([plain.powers.tt, plain.powers.tb])
    await expect(measure({ file: clean, purify: true })).rejects.toThrow(/it holds neither Q nor U; leave out --purify/)
  })
})

describe('bandpower windows', () => {
  it('are written as [bands, ell], or for Q and U as [4, bands, 4, ell], and as rows of a table', async () => {
    const qu = await save('windows-qu.npy', values(0, 2), [1, 2, size, size])
    await measure({ file: clean, windows: at('windows.npy') })
    await measure({ file: qu, windows: at('polarised.npy') })
    const [one, four] = [await readNpy(at('windows.npy')), await readNpy(at('polarised.npy'))]
    const columns = one.shape[1]
    expect([one.shape, four.shape]).toEqual([
      [2, columns],
      [4, 2, 4, columns],
    ])
    await measure({ file: qu, windows: at('polarised.csv') })
    const table = await readCsv(at('polarised.csv'))
    expect(table.columns.slice(0, 6)).toEqual(['spectrum', 'from', 'low', 'high', '0', '1'])
    expect(table.rows).toHaveLength(32)
    // The part of EB in the second band of BE.
    const row = table.rows.find((cells) => cells.slice(0, 3).join() === 'be,eb,200')!
    expect(row.slice(4)).toEqual([...four.data.slice(((2 * 2 + 1) * 4 + 1) * columns, ((2 * 2 + 1) * 4 + 2) * columns)])
  })

  it('are refused for other kinds of files, and in one .npy for I, Q and U', async () => {
    await expect(measure({ file: clean, windows: at('windows.txt') })).rejects.toThrow(/are .csv or .npy/)
    const iqu = await save('iqu.npy', values(0, 3), [1, 3, size, size])
    await expect(measure({ file: iqu, windows: at('iqu-windows.npy') })).rejects.toThrow(/write .csv instead/)
    await measure({ file: iqu, windows: at('iqu.csv') })
    expect((await readCsv(at('iqu.csv'))).rows).toHaveLength(2 * (1 + 4 + 16))
  })
})
