import { apodize, borderMask } from './apodize.ts'
import type { Apodization } from './apodize.ts'
import { equalBands } from './bands.ts'
import type { Bands, FlatSky } from './bands.ts'
import { couplingMatrix, decouple, multipoles } from './coupling-matrix.ts'
import type { Coupling } from './coupling-matrix.ts'
import { StatisticsError } from './error.ts'
import { planTransform2 } from './fft2.ts'

/** Band powers C_l in the square of the map's unit times steradian, at the bands' middles. */
export type Spectrum = { ell: Float64Array; cl: Float64Array }

/**
 * Flat-sky pseudo-C_l of one map, freed of the mask's mixing (NaMaster's method).
 * @param map [ny, nx], any orientation
 */
export function powerSpectrum(
  map: ArrayLike<number>,
  { mask, bands, ...sky }: FlatSky & { mask: ArrayLike<number>; bands: Bands },
): Spectrum {
  const coupling = couplingMatrix(mask, sky, bands)
  return { ell: multipoles(coupling), cl: spectrumOf(coupling)(map) }
}

/** What many maps of one shape share: plan once, then call for each map, which gives its decoupled band powers. */
export function spectrumOf(coupling: Coupling): (map: ArrayLike<number>) => Float64Array {
  const coupled = coupledSpectrumOf(coupling)
  return (map) => decouple(coupling, coupled(map))
}

/**
 * The band powers of map x mask as they come: alm = FFT(map x mask) lx ly / (2 pi nx ny), and
 * C_b = 4 pi^2 / (lx ly) x mean of |alm|^2 over the modes of the band. Masked pixels may hold NaN.
 */
export function coupledSpectrumOf(coupling: Coupling): (map: ArrayLike<number>) => Float64Array {
  const { sky, mask, bandOf, modes } = coupling
  const { nx, ny, lx, ly } = sky
  const { forward } = planTransform2(nx, ny)
  const data = new Float64Array(2 * nx * ny)
  const factor = (lx * ly) / (nx * ny) ** 2
  return (map) => {
    if (map.length !== nx * ny)
      throw new StatisticsError('shape', `The map has ${map.length} pixels; the mask has ${nx} x ${ny}.`)
    for (let i = 0; i < nx * ny; i++) {
      data[2 * i] = mask[i] === 0 ? 0 : map[i] * mask[i]
      data[2 * i + 1] = 0
    }
    forward(data)
    const sums = new Float64Array(modes.length)
    bandOf.forEach((band, i) => {
      if (band >= 0) sums[band] += data[2 * i] ** 2 + data[2 * i + 1] ** 2
    })
    return sums.map((sum, band) => (sum * factor) / modes[band])
  }
}

/** How patches are turned into spectra: Fig. 4 of Thorne et al. 2021 has bands of 90 and an apodisation of 1 degree. */
export type PatchSpectrumOptions = {
  size: number
  /** Degrees from the first pixel's centre to the last one's. */
  width: number
  band?: number
  apodize?: number
  apodization?: Apodization
  mask?: ArrayLike<number>
}

/** The coupling of square patches on the paper's grid, whose side holds `size` pixels of width / (size - 1) degrees. */
export function patchCoupling({
  size,
  width,
  band = 90,
  apodize: length = 1,
  apodization = 'C1',
  mask,
}: PatchSpectrumOptions): Coupling {
  const side = (((width * size) / (size - 1)) * Math.PI) / 180
  const sky = { nx: size, ny: size, lx: side, ly: side }
  const border = borderMask(sky)
  const open = mask === undefined ? border : border.map((weight, i) => weight * mask[i])
  return couplingMatrix(apodize(open, sky, length, apodization), sky, equalBands(sky, band))
}
