import { applyFilter, croppedFilter, type CroppedFilter } from './cropped-filter.ts'
import { transformPlane, type ComplexArray } from './fourier-transform.ts'
import { morletWavelet } from './morlet-filters.ts'
import { patchWeights, planeAverage, positionWeights } from './plane-average.ts'

/** Wavelets of a scattering transform. */
export interface ScatteringWavelets {
  /** J: wavelets of 2^j pixels, j = 0 ... scales - 1. */
  scales: number
  /** L: directions over half a turn. */
  angles: number
}

/** The usual choice, J = 5 and L = 8, or fewer scales for patches of less than 32 pixels. */
export function usualWavelets(rows: number, columns: number): ScatteringWavelets {
  return { scales: Math.min(5, Math.floor(Math.log2(Math.min(rows, columns)))), angles: 8 }
}

/**
 * What the moduli are averaged over: the surroundings of positions 2^scales pixels apart, as Kymatio does, or the pixels
 * of the patch, which all count alike.
 */
export type ScatteringAverage = 'positions' | 'patch'

/** Scattering transform of patches of one size. */
export interface ScatteringTransform {
  /** Positions along each axis; one for the whole patch. */
  rows: number
  columns: number
  /** [coefficients, rows, columns], in the order of `scatteringPaths`. */
  (patch: ArrayLike<number>): Float64Array
}

/** A coefficient: no wavelet, one, or two with the second of a larger scale, each with scale j and angle. */
export type ScatteringPath = readonly { scale: number; angle: number }[]

/** The coefficients of order 0, 1 and 2 in Kymatio's order: 1 + J L + L^2 J (J - 1) / 2. */
export function scatteringPaths({ scales, angles }: ScatteringWavelets): ScatteringPath[] {
  const wavelets = Array.from({ length: scales * angles }, (_, i) => ({
    scale: Math.floor(i / angles),
    angle: i % angles,
  }))
  const second = wavelets.flatMap((first) =>
    wavelets.filter(({ scale }) => scale > first.scale).map((second) => [first, second]),
  )
  return [[], ...wavelets.map((first) => [first]), ...second]
}

/**
 * Wavelet scattering of the first two orders (Mallat 2012, Bruna & Mallat 2013) with Kymatio's filters, borders and
 * order (Andreux et al. 2020, Scattering2D): S0 = x * phi, S1 = |x * psi1| * phi, S2 = ||x * psi1| * psi2| * phi, or means
 * over the patch instead of * phi. The patch is continued by reflection; moduli are sampled as coarsely as their scale
 * allows.
 * @throws RangeError if a patch is smaller than the largest wavelet, 2^scales pixels
 */
export function scatteringTransform(
  rows: number,
  columns: number,
  wavelets: ScatteringWavelets = usualWavelets(rows, columns),
  over: ScatteringAverage = 'positions',
): ScatteringTransform {
  const { scales, angles } = wavelets
  const coarsest = 2 ** scales
  if (Math.min(rows, columns) < coarsest || scales < 1)
    throw new RangeError(`patches of ${rows} x ${columns} pixels are too small for ${scales} scales`)
  const [paddedRows, paddedColumns] = [paddedLength(rows, coarsest), paddedLength(columns, coarsest)]
  const [fromRow, fromColumn] = [reflection(rows, paddedRows), reflection(columns, paddedColumns)]
  const filters = filterBank(paddedRows, paddedColumns, wavelets)
  const weightsOf = over === 'patch' ? patchWeights : positionWeights
  const averages = filters.first.map((_, scale) =>
    planeAverage(weightsOf(rows, paddedRows, scale, scales), weightsOf(columns, paddedColumns, scale, scales)),
  )
  const planes = averages.map((_, scale) => new Float64Array((2 * paddedRows * paddedColumns) / 4 ** scale))
  const inner = planes.map((plane) => plane.slice())
  const modes = planes[0].slice()
  const count = scatteringPaths(wavelets).length
  const positions = averages[0].rows * averages[0].columns

  function transform(patch: ArrayLike<number>): Float64Array {
    if (patch.length !== rows * columns)
      throw new RangeError(`${patch.length} values are not a patch of ${rows} x ${columns} pixels`)
    const found = new Float64Array(count * positions)
    let first = positions
    let second = positions * (1 + scales * angles)
    for (let row = 0, i = 0; row < paddedRows; row++) {
      for (let column = 0; column < paddedColumns; column++, i++) {
        modes[2 * i] = patch[fromRow[row] * columns + fromColumn[column]]
        modes[2 * i + 1] = 0
      }
    }
    averages[0].of(modes, found, 0)
    transformPlane(modes, paddedRows, paddedColumns, 'forward')
    for (const [scale, ofScale] of filters.first.entries()) {
      const plane = planes[scale]
      for (const filter of ofScale) {
        convolvedModulus(filter, modes, plane)
        averages[scale].of(plane, found, first)
        first += positions
        if (scale === scales - 1) continue
        transformPlane(plane, filter.rows, filter.columns, 'forward')
        for (const [larger, ofLarger] of filters.second[scale].entries()) {
          const next = scale + 1 + larger
          for (const filter of ofLarger) {
            convolvedModulus(filter, plane, inner[next])
            averages[next].of(inner[next], found, second)
            second += positions
          }
        }
      }
    }
    return found
  }
  return Object.assign(transform, { rows: averages[0].rows, columns: averages[0].columns })
}

/** |x * psi| at the filter's resolution, as a complex plane without imaginary part. */
function convolvedModulus(filter: CroppedFilter, modes: ComplexArray, out: ComplexArray): void {
  applyFilter(filter, modes, out)
  transformPlane(out, filter.rows, filter.columns, 'inverse')
  for (let i = 0; i < out.length; i += 2) {
    out[i] = Math.sqrt(out[i] * out[i] + out[i + 1] * out[i + 1])
    out[i + 1] = 0
  }
}

interface FilterBank {
  /** By scale and angle, applied to the patch. */
  first: CroppedFilter[][]
  /** By scale of the first wavelet, then by larger scale and angle, applied to the modulus of the first. */
  second: CroppedFilter[][][]
}

const banks = new Map<string, FilterBank>()

/** The filters of a padded size, computed once. */
function filterBank(rows: number, columns: number, { scales, angles }: ScatteringWavelets): FilterBank {
  const key = [rows, columns, scales, angles].join()
  let bank = banks.get(key)
  if (!bank) {
    const all = Array.from({ length: scales }, (_, scale) =>
      Array.from({ length: angles }, (_, angle) => morletWavelet(rows, columns, { scale, angle, angles })),
    )
    bank = {
      first: all.map((ofScale, scale) => ofScale.map((filter) => croppedFilter(filter, 0, 2 ** scale))),
      second: all
        .slice(0, -1)
        .map((_, scale) =>
          all
            .slice(scale + 1)
            .map((ofScale, larger) => ofScale.map((filter) => croppedFilter(filter, scale, 2 ** (larger + 1)))),
        ),
    }
    banks.set(key, bank)
  }
  return bank
}

/** Kymatio's: the next multiple of the coarsest step that leaves a whole step of border. */
const paddedLength = (length: number, step: number) => (Math.floor((length + step) / step) + 1) * step

/** For every pixel of a padded axis, the pixel it repeats: reflected at the first and last pixel, which are not doubled. */
function reflection(length: number, padded: number): Int32Array {
  const before = Math.floor((padded - length) / 2)
  const period = Math.max(1, 2 * (length - 1))
  return Int32Array.from({ length: padded }, (_, i) => {
    const at = (((i - before) % period) + period) % period
    return Math.min(at, period - at)
  })
}
