import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { createSpectrumEstimator, evenBands } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { hasSharedData, sharedData } from '../../shared-data.ts'
import { gaussianBeam, pixelWindow } from '../../../src-shared/statistics/mode-window.ts'
import namaster from '../../reference/namaster.json' with { type: 'json' }
import reference from '../../reference/statistics.json' with { type: 'json' }
import { apodisedMask, namasterBands, namasterMap, namasterPatch } from './namaster-maps.ts'
import { signal } from './signal.ts'

const { nx, ny, lx, ly, edges, cl } = reference.spectrum
const patch = { rows: ny, columns: nx, lx, ly }
const bands = edges.slice(1).map((to, i) => ({ from: edges[i], to }))
const mask = Float64Array.from(
  { length: nx * ny },
  (_, i) => Math.sin((Math.PI * ((i % nx) + 0.5)) / nx) * Math.sin((Math.PI * (Math.floor(i / nx) + 0.5)) / ny),
)

describe('the decoupled spectrum', () => {
  test('matches its definition, with the coupling summed over all pairs of modes (NumPy)', () => {
    const { ell, spectrum } = createSpectrumEstimator(patch, mask, bands)
    expect(ell).toEqual([7.5, 16.5, 25.5, 34.5, 43.5])
    spectrum(signal(nx * ny)).forEach((power, i) => expect(Math.abs(power / cl[i] - 1)).toBeLessThan(1e-11))
  })

  test('scales with the square of the map, and one estimator serves many maps', () => {
    const { spectrum } = createSpectrumEstimator(patch, mask, bands)
    const map = signal(nx * ny)
    const once = spectrum(map)
    const twice = spectrum(map.map((value) => 2 * value))
    twice.forEach((power, i) => expect(power).toBeCloseTo(4 * once[i], 12))
    expect(spectrum(map)).toEqual(once)
  })

  test('of a plane wave without a mask is all in its band: amplitude^2 / 4 x two modes x area, over the number of modes', () => {
    const side = 2 * Math.PI
    const size = 16
    // cos(3 x): the modes k = (3, 0) and (-3, 0), each of power 1/4 of the area.
    const map = Float64Array.from({ length: size ** 2 }, (_, i) => Math.cos((2 * Math.PI * 3 * (i % size)) / size))
    const flat = { rows: size, columns: size, lx: side, ly: side }
    const { spectrum } = createSpectrumEstimator(flat, new Float64Array(size ** 2).fill(1), [
      { from: 1.5, to: 2.5 },
      { from: 2.5, to: 3.5 },
      { from: 3.5, to: 4.5 },
    ])
    // Modes with 2.5 <= |k| < 3.5: (3,0) x4, (2,2) x4, (3,1) x8.
    const [below, within, above] = spectrum(map)
    expect(within).toBeCloseTo((2 * 0.25 * side ** 2) / 16, 10)
    expect(below).toBeCloseTo(0, 10)
    expect(above).toBeCloseTo(0, 10)
  })

  test('of two maps and their cross spectrum are the same together as alone', () => {
    const { spectrum, pair } = createSpectrumEstimator(namasterPatch, apodisedMask, namasterBands)
    const [first, second] = [namasterMap(0), namasterMap(1)]
    const both = pair(first, second)
    spectrum(first).forEach((power, i) => expect(Math.abs(both.first[i] / power - 1)).toBeLessThan(1e-11))
    spectrum(second).forEach((power, i) => expect(Math.abs(both.second[i] / power - 1)).toBeLessThan(1e-11))
    expect([...pair(second, first).cross]).toEqual([...both.cross].map((power) => expect.closeTo(power, 15)))
  })

  test('between two maps matches NaMaster’s', () => {
    const { ell, pair } = createSpectrumEstimator(namasterPatch, apodisedMask, namasterBands)
    expect(ell[0]).toBe((namaster.edges[0] + namaster.edges[1]) / 2)
    const { cross } = pair(namasterMap(0), namasterMap(1))
    expect(cross).toHaveLength(namaster.cross.length)
    namaster.cross.forEach((power, i) => expect(Math.abs(cross[i] / power - 1)).toBeLessThan(1e-9))
  })

  // NaMaster interpolates the beam, which it got at steps of a hundredth of a multipole.
  test('with the beam divided out matches NaMaster’s', () => {
    const beam = gaussianBeam((20 / 60) * (Math.PI / 180))
    const { spectrum } = createSpectrumEstimator(namasterPatch, apodisedMask, namasterBands, beam)
    const powers = spectrum(namasterMap(0))
    namaster.beam.forEach((power, i) => expect(Math.abs(powers[i] / power - 1)).toBeLessThan(1e-8))
  })

  test('with the pixels divided out is that of the sky, for a plane wave seen through pixels', () => {
    const side = 2 * Math.PI
    const size = 16
    const seen = Math.sin((3 * side) / size / 2) / ((3 * side) / size / 2)
    const map = Float64Array.from(
      { length: size ** 2 },
      (_, i) => seen * Math.cos((2 * Math.PI * 3 * (i % size)) / size),
    )
    const flat = { rows: size, columns: size, lx: side, ly: side }
    const ring = [{ from: 2.99, to: 3.01 }]
    const mask = new Float64Array(size ** 2).fill(1)
    const { spectrum } = createSpectrumEstimator(flat, mask, ring, pixelWindow(side / size, side / size))
    // The modes of the ring are (3, 0) and (0, 3), twice each.
    expect(spectrum(map)[0]).toBeCloseTo((2 * 0.25 * side ** 2) / 4, 10)
  })

  test('is expected to equal a power that is constant within each band', () => {
    const { expected } = createSpectrumEstimator(namasterPatch, apodisedMask, namasterBands)
    const steps = [5, 3, 7, 1, 2, 2, 1, 4]
    const found = expected((ell) => steps[namasterBands.findIndex(({ from, to }) => ell >= from && ell < to)] ?? 0)
    found.forEach((power, i) => expect(power).toBeCloseTo(steps[i], 11))
  })

  test('has NaMaster’s covariance for white noise', () => {
    const { covariance } = createSpectrumEstimator(namasterPatch, apodisedMask, namasterBands)
    const found = covariance(new Float64Array(namasterBands.length).fill(1))
    namaster.covariance.forEach((row, i) =>
      row.forEach((value, j) => expect(Math.abs(found.get(i, j) / value - 1)).toBeLessThan(1e-6)),
    )
  })

  test('has the same covariance through an instrument that dims all modes alike', () => {
    const powers = namasterBands.map(({ from }) => 1 / from)
    const clear = createSpectrumEstimator(namasterPatch, apodisedMask, namasterBands).covariance(powers)
    const dim = createSpectrumEstimator(namasterPatch, apodisedMask, namasterBands, () => 0.5).covariance(powers)
    dim.to1DArray().forEach((value, i) => expect(value / clear.to1DArray()[i]).toBeCloseTo(1, 10))
  })

  test('refuses bands too narrow for the mask', () => {
    const narrow = new Float64Array(256)
    narrow[0] = 1
    const flat = { rows: 16, columns: 16, lx: 1, ly: 1 }
    const bands = [20, 30, 40].map((from) => ({ from, to: from + 10 }))
    expect(() => createSpectrumEstimator(flat, narrow, bands)).toThrow(/take wider ones/)
  })

  test('refuses a map or a mask of another shape, and a mask that hides everything', () => {
    const { spectrum } = createSpectrumEstimator(patch, mask, bands)
    expect(() => spectrum(new Float64Array(7))).toThrow(/does not fill/)
    expect(() => createSpectrumEstimator(patch, new Float64Array(7), bands)).toThrow(/does not fill/)
    expect(() => createSpectrumEstimator(patch, new Float64Array(nx * ny), bands)).toThrow(/0 everywhere/)
  })

  test('leaves out bands without modes', () => {
    const { ell } = createSpectrumEstimator(patch, mask, [{ from: 0.1, to: 0.2 }, ...bands])
    expect(ell).toHaveLength(bands.length)
  })
})

test('bands of 90 reach the Nyquist multipole of the paper’s patch', () => {
  const side = (8 * 256 * Math.PI) / 255 / 180
  const even = evenBands({ rows: 256, columns: 256, lx: side, ly: side }, 90)
  expect(even[0]).toEqual({ from: 0, to: 90 })
  // pi 256 / side = 5737.5: 63 bands.
  expect(even).toHaveLength(63)
})

/** First HDU of a FITS image, float32 or float64, as in the benchmark. */
function fitsImage(file: string) {
  const bytes = readFileSync(file)
  const card = (keyword: string) => {
    for (let at = 0; at < bytes.length; at += 80)
      if (bytes.toString('latin1', at, at + 10) === `${keyword.padEnd(8)}= `)
        return Number(bytes.toString('latin1', at + 10, at + 30).split('/')[0])
    return NaN
  }
  let end = 0
  while (bytes.toString('latin1', end, end + 8) !== 'END     ') end += 80
  const start = Math.ceil((end + 80) / 2880) * 2880
  const [columns, rows, wide] = [card('NAXIS1'), card('NAXIS2'), card('BITPIX') === -64]
  const values = Float64Array.from({ length: columns * rows }, (_, i) =>
    wide ? bytes.readDoubleBE(start + 8 * i) : bytes.readFloatBE(start + 4 * i),
  )
  const side = (pixels: number, step: number) => (Math.abs(pixels * step) * Math.PI) / 180
  return { rows, columns, values, lx: side(columns, card('CDELT1')), ly: side(rows, card('CDELT2')) }
}

test.skipIf(!hasSharedData)('NaMaster’s flat-sky benchmark is met to 1e-12 (needs ../shared/data/spectra)', () => {
  const weights = fitsImage(sharedData('spectra/msk_flat.fits'))
  const map = fitsImage(sharedData('spectra/mps_sp1_flat.fits'))
  const table = readFileSync(sharedData('spectra/bm_f_sp1_c00.txt'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const wanted = Array.from({ length: 25 }, (_, i) => ({ from: 2 + 20 * i, to: 22 + 20 * i }))
  const { ell, spectrum } = createSpectrumEstimator(weights, weights.values, wanted)
  expect(ell).toEqual(table.map(([l]) => l))
  spectrum(map.values).forEach((power, i) => expect(Math.abs(power / table[i][1] - 1)).toBeLessThan(1e-12))
})

test('a mask without masked pixels is apodised from the edge of the picture', () => {
  const soft = apodise(new Float64Array(25).fill(1), 5, 5, { length: 2, pixel: 1 })
  expect(soft[12]).toBe(1)
  // Half a length from the masked outside: x - sin(2 pi x) / 2 pi at 1/2.
  expect(soft[0]).toBeCloseTo(0.5, 12)
})
