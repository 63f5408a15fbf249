import { bandCentres, bandOfModes } from './bands.ts'
import type { Bands, FlatSky } from './bands.ts'
import { StatisticsError } from './error.ts'
import { planTransform2, toComplex } from './fft2.ts'
import { decompose, solve } from './solve.ts'
import type { Decomposition } from './solve.ts'

/** All that the spectra of many maps under one mask share: make it once with `couplingMatrix`. */
export type Coupling = {
  sky: FlatSky
  bands: Bands
  mask: Float64Array
  /** Band of each Fourier mode, -1 for none; modes in each band. */
  bandOf: Int32Array
  modes: Float64Array
  /** M_bb', row-major [bands, bands], and its decomposition. */
  matrix: Float64Array
  decomposition: Decomposition
}

/**
 * How a mask mixes band powers: M_bb' = 4 pi^2 / (lx^2 ly^2) / n_b x sum over k in b, k' in b' of |W(k - k')|^2
 * (NaMaster, Alonso et al. 2019, Sec. 2.4, flat sky). The double sum is a convolution of |W|^2 with each band's modes:
 * one pair of Fourier transforms a band.
 * @param mask weights [ny, nx]
 * @throws StatisticsError `shape`, `mask` (nothing left) or `bands` (a band without modes; its edges are named)
 */
export function couplingMatrix(mask: ArrayLike<number>, sky: FlatSky, bands: Bands): Coupling {
  const { nx, ny, lx, ly } = sky
  if (mask.length !== nx * ny)
    throw new StatisticsError('shape', `The mask has ${mask.length} pixels; the maps have ${nx} x ${ny}.`)
  if (!Array.from(mask).some((weight) => weight > 0))
    throw new StatisticsError('mask', 'The mask leaves no pixel; unmask some, or shorten the apodisation.')
  const count = bands.edges.length - 1
  const bandOf = bandOfModes(sky, bands)
  const modes = new Float64Array(count)
  for (const band of bandOf) if (band >= 0) modes[band]++
  const empty = modes.indexOf(0)
  if (empty >= 0)
    throw new StatisticsError(
      'bands',
      `No Fourier mode lies between l = ${bands.edges[empty]} and ${bands.edges[empty + 1]}; make the bands wider.`,
    )

  const { forward, inverse } = planTransform2(nx, ny)
  const window = toComplex(mask)
  forward(window)
  const norm = (lx * ly) / (2 * Math.PI * nx * ny)
  const power = new Float64Array(2 * nx * ny)
  for (let i = 0; i < power.length; i += 2) power[i] = (window[i] ** 2 + window[i + 1] ** 2) * norm ** 2
  forward(power)

  const matrix = new Float64Array(count * count)
  const prefactor = (4 * Math.PI ** 2) / (lx * lx * ly * ly)
  for (let column = 0; column < count; column++) {
    const members = new Float64Array(2 * nx * ny)
    bandOf.forEach((band, i) => (members[2 * i] = band === column ? 1 : 0))
    forward(members)
    for (let i = 0; i < members.length; i += 2) {
      const real = members[i] * power[i] - members[i + 1] * power[i + 1]
      members[i + 1] = members[i] * power[i + 1] + members[i + 1] * power[i]
      members[i] = real
    }
    inverse(members)
    bandOf.forEach((band, i) => {
      if (band >= 0) matrix[band * count + column] += (members[2 * i] * prefactor) / modes[band]
    })
  }
  return { sky, bands, mask: Float64Array.from(mask), bandOf, modes, matrix, decomposition: decompose(matrix, count) }
}

/** Band powers freed of the mask's mixing: the C of M C = coupled. */
export const decouple = ({ decomposition }: Coupling, coupled: ArrayLike<number>): Float64Array =>
  solve(decomposition, coupled)

/** Multipole of each band of a coupling: its middle. */
export const multipoles = ({ bands }: Coupling): Float64Array => bandCentres(bands)
