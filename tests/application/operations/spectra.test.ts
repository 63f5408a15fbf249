import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { comparePatches, patchSpectrumEstimator } from '../../../src-main/application/operations/patch-statistics.ts'
import { spectrumOfFile } from '../../../src-main/application/operations/spectrum-of-file.ts'
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
const order = { width, bin: 90, apodize: 1 }

describe('the spectra of a file', () => {
  it('scale with the square of the map, and one row a map', async () => {
    const stack = new Float32Array(2 * size * size)
    stack.set(wave(6))
    stack.set(wave(6, 2), size * size)
    const { ell, cl } = await spectrumOfFile({ file: await save('stack.npy', stack, [2, size, size]), ...order })
    expect(cl).toHaveLength(2)
    for (let band = 0; band < ell.length; band++) expect(cl[1][band] / cl[0][band]).toBeCloseTo(4, 9)
  })

  it('hold a wave’s power in the band of its multipole: amplitude^2 / 4 in each of two modes', async () => {
    // Without taper and mask, C_b = 4 pi^2 / (lx ly) <|a|^2>_b; its sum over the modes is the variance of the map.
    const { ell, cl } = await spectrumOfFile({ file: await save('wave.npy', wave(6)), ...order, apodize: 0 })
    const peak = cl[0].indexOf(Math.max(...cl[0]))
    expect(Math.abs(ell[peak] - (6 * 360) / side)).toBeLessThanOrEqual(45)
    const others = cl[0].filter((_, band) => band !== peak)
    for (const power of others) expect(power).toBeLessThan(1e-9 * cl[0][peak])
  })

  it('do not see what lies under the mask, be it no number', async () => {
    const mask = Float64Array.from({ length: size * size }, (_, i) => Number(i % size < 40))
    const clean = wave(6)
    const spoilt = clean.map((value, i) => (i % size < 40 ? value : NaN))
    const maskFile = await save('mask.npy', mask)
    const [a, b] = [await save('clean.npy', clean), await save('spoilt.npy', spoilt)]
    const one = await spectrumOfFile({ file: a, ...order, mask: maskFile })
    const two = await spectrumOfFile({ file: b, ...order, mask: maskFile })
    expect(two.ell).toEqual(one.ell)
    for (const [band, power] of one.cl[0].entries()) expect(two.cl[0][band]).toBeCloseTo(power, 12)
    await expect(spectrumOfFile({ file: b, ...order })).rejects.toThrow(
      /map 0, row 0, column 40: NaN is no value; mask it/,
    )
  })

  it('are refused for masks and widths that leave nothing', async () => {
    const file = await save('map.npy', wave(3))
    const mask = async (name: string, values: Float64Array, shape?: number[]) =>
      spectrumOfFile({ file, ...order, mask: await save(name, values, shape) })
    await expect(mask('zero.npy', new Float64Array(size * size))).rejects.toThrow(/zero.npy: nothing is left/)
    await expect(mask('short.npy', new Float64Array(64), [8, 8])).rejects.toThrow(/8 x 8 does not fit maps of 64 x 64/)
    const odd = new Float64Array(size * size).fill(1)
    odd[65] = NaN
    await expect(mask('nan.npy', odd)).rejects.toThrow(/nan.npy, row 1, column 1: NaN is no weight/)
    odd[65] = -1
    await expect(mask('negative.npy', odd)).rejects.toThrow(/-1 is no weight/)
    await expect(spectrumOfFile({ file, ...order, bin: 5000 })).rejects.toThrow(/wider than the map resolves/)
    await expect(
      spectrumOfFile({ file: await save('line.npy', new Float32Array(8), [8, 1]), ...order }),
    ).rejects.toThrow(/line.npy, shape: maps of 8 x 1 have no spectrum/)
    await expect(
      spectrumOfFile({ file: await save('cube.npy', new Float32Array(16), [2, 2, 2, 2]), ...order }),
    ).rejects.toThrow(/neither one picture .* nor several/)
    await expect(spectrumOfFile({ file: at('nothing.npy'), ...order })).rejects.toMatchObject({ code: 'refused' })
  })
})

describe('the statistics of an inpainted patch', () => {
  const ramp = Float32Array.from({ length: 32 * 32 }, (_, i) => ((i % 32) - 15.5) / 9.233)

  it('are the same for a patch and its perfect fill, and densities of the bins of Fig. 3', () => {
    const statistics = comparePatches(ramp, ramp.slice(), 32, 8)
    expect(statistics.spectrum.reconstruction).toEqual(statistics.spectrum.original)
    expect(statistics.edges).toHaveLength(21)
    expect([statistics.edges[0], statistics.edges.at(-1)]).toEqual([-3, 5])
    const area = statistics.histogram.original.reduce((sum, density) => sum + density * 0.4, 0)
    expect(area).toBeCloseTo(1, 9)
    expect(statistics.ell).toHaveLength(statistics.spectrum.original.length)
  })

  it('tell a smooth fill from a rough patch: its power is lower at every multipole', () => {
    const rough = Float32Array.from({ length: 32 * 32 }, (_, i) => Math.sin(1.7 * i) + Math.cos(0.9 * i * i))
    const smooth = rough.map((value) => value / 2)
    const { spectrum } = comparePatches(rough, smooth, 32, 8)
    for (const [band, power] of spectrum.original.entries())
      expect(spectrum.reconstruction[band] / power).toBeCloseTo(0.25, 5)
  })

  it.each([
    [8, 40],
    [16, 40],
    [8, 8],
    [16, 0.5],
    [64, 2],
  ])('exist for patches of %i px and %f deg, with bands that the patch resolves', (size, width) => {
    const estimator = patchSpectrumEstimator(size, width)
    expect(estimator.ell.length).toBeGreaterThan(0)
    const nyquist = (180 * (size - 1)) / width
    expect(Math.max(...estimator.ell)).toBeLessThanOrEqual(nyquist)
    const values = Float32Array.from({ length: size * size }, (_, i) => Math.sin(i))
    expect([...estimator.spectrum(values)].every(Number.isFinite)).toBe(true)
    expect(patchSpectrumEstimator(size, width)).toBe(estimator)
  })
})
