import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { spectrumOfFile, type SpectrumOrder } from '../../../src-main/application/maps/spectrum-of-file.ts'
import { spectrumSky } from '../../../src-main/application/maps/spectrum-sky.ts'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { createSpectrumEstimator, evenBands } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { gaussianBeam, pixelWindow } from '../../../src-shared/statistics/mode-window.ts'
import { createPolarisedSpectrumEstimator } from '../../../src-shared/statistics/polarised-spectrum.ts'
import { spectrumRecipeSchema, type SpectrumRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-spectra-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const at = (name: string) => join(root, name)

const size = 64
const width = 8
/** Sides of the patch in degrees: pixels times their width. */
const side = (size * width) / (size - 1)
const wave = (cycles: number, amplitude = 1) =>
  Float32Array.from({ length: size * size }, (_, i) => amplitude * Math.cos((2 * Math.PI * cycles * (i % size)) / size))
const save = async (name: string, values: Float32Array | Float64Array, shape = [size, size]) => {
  await writeNpy(at(name), values, shape)
  return at(name)
}
const recipe = spectrumRecipeSchema.parse({ bands: 90, apodize: 1 })
const order: Omit<SpectrumOrder, 'file'> = { u: null, convention: 'COSMO', width, recipe }
/** Spectra of intensity. */
const spectrumOf = async (changes: Partial<SpectrumOrder> & { file: string }, ways: Partial<SpectrumRecipe> = {}) => {
  const { ell, powers } = await spectrumOfFile({ ...order, ...changes, recipe: { ...recipe, ...ways } })
  return { ell, cl: powers.cl }
}

describe('the spectra of a file', () => {
  it('scale with the square of the map, with one row per map', async () => {
    const stack = new Float32Array(2 * size * size)
    stack.set(wave(6))
    stack.set(wave(6, 2), size * size)
    const { ell, cl } = await spectrumOf({ file: await save('stack.npy', stack, [2, size, size]) })
    expect(cl).toHaveLength(2)
    for (let band = 0; band < ell.length; band++) expect(cl[1][band] / cl[0][band]).toBeCloseTo(4, 9)
  })

  it('hold a wave’s power in the band of its multipole: amplitude^2 / 4 in each of two modes', async () => {
    // Without taper and mask, C_b = 4 pi^2 / (lx ly) <|a|^2>_b; its sum over the modes is the variance of the map.
    const { ell, cl } = await spectrumOf({ file: await save('wave.npy', wave(6)) }, { apodize: 0 })
    const peak = cl[0].indexOf(Math.max(...cl[0]))
    expect(Math.abs(ell[peak] - (6 * 360) / side)).toBeLessThanOrEqual(45)
    const others = cl[0].filter((_, band) => band !== peak)
    for (const power of others) expect(power).toBeLessThan(1e-9 * cl[0][peak])
  })

  it('ignore masked pixels, even NaN', async () => {
    const mask = Float64Array.from({ length: size * size }, (_, i) => Number(i % size < 40))
    const clean = wave(6)
    const spoilt = clean.map((value, i) => (i % size < 40 ? value : NaN))
    const maskFile = await save('mask.npy', mask)
    const [a, b] = [await save('clean.npy', clean), await save('spoilt.npy', spoilt)]
    const one = await spectrumOf({ file: a }, { mask: maskFile })
    const two = await spectrumOf({ file: b }, { mask: maskFile })
    expect(two.ell).toEqual(one.ell)
    for (const [band, power] of one.cl[0].entries()) expect(two.cl[0][band]).toBeCloseTo(power, 12)
    await expect(spectrumOf({ file: b })).rejects.toThrow(/map 0, row 0, column 40: NaN is not a valid value; mask it/)
  })

  it('are refused for masks and widths that leave nothing to measure', async () => {
    const file = await save('map.npy', wave(3))
    const mask = async (name: string, values: Float64Array, shape?: number[]) =>
      spectrumOf({ file }, { mask: await save(name, values, shape) })
    await expect(mask('zero.npy', new Float64Array(size * size))).rejects.toThrow(/zero.npy: nothing is left/)
    await expect(mask('short.npy', new Float64Array(64), [8, 8])).rejects.toThrow(
      /a mask of 8 x 8 does not fit maps of 64 x 64/,
    )
    const odd = new Float64Array(size * size).fill(1)
    odd[65] = NaN
    await expect(mask('nan.npy', odd)).rejects.toThrow(/nan.npy, row 1, column 1: NaN is not a valid weight/)
    odd[65] = -1
    await expect(mask('negative.npy', odd)).rejects.toThrow(/-1 is not a valid weight/)
    await expect(spectrumOf({ file }, { bands: 5000 })).rejects.toThrow(
      /wider than these pictures resolve; choose other bands/,
    )
    await expect(spectrumOf({ file: await save('line.npy', new Float32Array(8), [8, 1]) })).rejects.toThrow(
      /line.npy, shape: maps of 8 x 1 have no spectrum/,
    )
    await expect(spectrumOf({ file: await save('cube.npy', new Float32Array(24), [1, 4, 3, 2]) })).rejects.toThrow(
      /neither one picture .* nor several .* nor Q and U \[maps, 2, rows, columns\]/,
    )
    await expect(spectrumOf({ file: at('nothing.npy') })).rejects.toMatchObject({ code: 'refused' })
  })
})

describe('how spectra are measured', () => {
  const [rows, columns] = [40, 60]
  const pixel = width / (columns - 1)
  const radians = Math.PI / 180
  const patch = { rows, columns, lx: columns * pixel * radians, ly: rows * pixel * radians }
  const rough = Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(1.7 * i) + Math.cos(0.9 * i * i))
  const hole = rough.map((_, i) => (i % columns < 15 ? 0 : 1 - i / (3 * rows * columns)))
  const bands = [
    { from: 60, to: 150 },
    { from: 150, to: 400 },
    { from: 400, to: 450 },
  ]
  const edges = [60, 150, 400, 450]
  const rounded = (powers: Float64Array) => [[...powers].map((power) => expect.closeTo(power, 18))]

  it.each(['C1', 'C2', 'Smooth'] as const)(
    'follows the recipe: %s, edges, mask, beam and pixels of a map that is not square',
    async (taper) => {
      const file = await save('rough.npy', rough, [rows, columns])
      const mask = await save('hole.npy', hole, [rows, columns])
      const ways = { taper, apodize: 0.6, bands: edges, mask, beam: 12, pixelWindow: true }
      const weights = apodise(hole, rows, columns, { length: 0.6, pixel, taper })
      const beam = gaussianBeam(12 * (radians / 60))
      const pixels = pixelWindow(pixel * radians, pixel * radians)
      const direct = createSpectrumEstimator(patch, weights, bands, (kx, ky) => beam(kx, ky) * pixels(kx, ky))
      expect(await spectrumOf({ file }, ways)).toEqual({ ell: direct.ell, cl: rounded(direct.spectrum(rough)) })
      const without = createSpectrumEstimator(patch, weights, bands)
      expect(await spectrumOf({ file }, { ...ways, beam: null, pixelWindow: false })).toEqual({
        ell: [105, 275, 425],
        cl: rounded(without.spectrum(rough)),
      })
    },
  )

  it('is as in Fig. 4 by default: a taper of 1 deg and bands of 90 on 8 deg, and what a smaller field allows', () => {
    const square = { rows: size, columns: size, width }
    const plain = spectrumSky(square)
    expect(plain).toEqual(spectrumSky(square, recipe))
    expect(plain.bands).toEqual(evenBands(plain.patch, 90))
    expect(plain.instrument).toEqual({ beam: null, pixel: null })
    // A strip is as narrow as its shorter side: 8 of 64 pixels, 0.89 deg.
    const strip = spectrumSky({ rows: 8, columns: 64, width })
    expect(strip.bands[0]).toEqual({ from: 0, to: Math.ceil(720 / (7 * (width / 63))) })
  })

  it('is refused with advice if it leaves nothing to measure', async () => {
    const file = await save('rough.npy', rough, [rows, columns])
    await expect(spectrumOf({ file }, { bands: [5000, 6000] })).rejects.toThrow(
      /rough.npy: no mode lies between these edges; choose other bands with --bin\.$/,
    )
    await expect(spectrumOf({ file }, { bands: edges, beam: 600 })).rejects.toThrow(
      /a beam of 600 arcmin leaves nothing between l = 150 and 400 to divide it out of; end the bands at l = 150/,
    )
    await expect(spectrumOf({ file }, { apodize: 8, taper: 'Smooth' })).rejects.toThrow(
      /nothing is left after a taper of 8 deg/,
    )
  })

  describe('of Q and U', () => {
    const other = rough.map((value, i) => Math.cos(0.3 * i) - value / 2)
    const both = Float64Array.of(...rough, ...other, ...other, ...rough)
    const weights = apodise(new Float64Array(rows * columns).fill(1), rows, columns, { length: 1, pixel })
    const direct = createPolarisedSpectrumEstimator(patch, weights, bands)
    const polarised = async (changes: Partial<SpectrumOrder> & { file: string }) => {
      const { powers, ...rest } = await spectrumOfFile({ ...order, ...changes, recipe: { ...recipe, bands: edges } })
      return { ...rest, ee: powers.ee, eb: powers.eb, bb: powers.bb }
    }

    it('gives E and B of every map, and the leakage of E into B by the mask', async () => {
      const found = await polarised({ file: await save('qu.npy', both, [2, 2, rows, columns]) })
      const maps = [direct.spectra({ q: rough, u: other }), direct.spectra({ q: other, u: rough })]
      for (const kind of ['ee', 'eb', 'bb'] as const)
        expect(found[kind]).toEqual(maps.map((map) => [...map[kind]].map((power) => expect.closeTo(power, 14))))
      expect(found).toMatchObject({ ell: direct.ell, leakage: [...direct.leakage] })
    })

    it('also takes them from two files, and flips the sign of U in the IAU convention', async () => {
      const stacked = await polarised({ file: await save('qu.npy', both, [2, 2, rows, columns]) })
      const q = await save('q.npy', Float64Array.of(...rough, ...other), [2, rows, columns])
      const u = await save('u.npy', Float64Array.of(...other, ...rough), [2, rows, columns])
      expect(await polarised({ file: q, u })).toEqual(stacked)
      const turned = await save(
        'minus-u.npy',
        Float64Array.of(...other, ...rough).map((value) => -value),
        [2, rows, columns],
      )
      expect(await polarised({ file: q, u: turned, convention: 'IAU' })).toEqual(stacked)
      expect((await polarised({ file: q, u: turned })).bb).not.toEqual(stacked.bb)
    })

    it('is refused for a U that does not match, and for missing values in either', async () => {
      const q = await save('q.npy', rough, [rows, columns])
      const two = await save('two.npy', both, [4, rows, columns])
      await expect(polarised({ file: q, u: two })).rejects.toThrow(
        /two.npy, shape: the U maps \(4 x 40 x 60\) do not match the Q maps in .*q.npy \(1 x 40 x 60\)/,
      )
      const qu = await save('qu.npy', both, [2, 2, rows, columns])
      await expect(polarised({ file: qu, u: q })).rejects.toThrow(/qu.npy, shape: it already holds Q and U/)
      const holed = await save(
        'holed.npy',
        other.map((value, i) => (i === 20 * columns + 30 ? NaN : value)),
        [rows, columns],
      )
      await expect(polarised({ file: q, u: holed })).rejects.toThrow(
        /holed.npy, map 0, U, row 20, column 30: NaN is not a valid value; mask it/,
      )
    })
  })
})
