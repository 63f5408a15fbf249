import { applyFilter, type CroppedFilter } from './cropped-filter.ts'
import { separateTransforms, transposedTransform, type ComplexArray } from './fourier-transform.ts'
import { patchWeights, planeAverage, positionWeights, type Range } from './plane-average.ts'
import { filterBank } from './scattering-filters.ts'

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
  const [rooms, image] = [
    averages.map((_, scale) => roomFor(paddedRows, paddedColumns, scale)),
    roomFor(paddedRows, paddedColumns, 0),
  ]
  const count = scatteringPaths(wavelets).length
  const positions = averages[0].rows * averages[0].columns
  /** Where the coefficients of a wavelet are, and those that follow it by a second one. */
  const firstAt = (scale: number, angle: number) => positions * (1 + scale * angles + angle)
  const secondAt = (scale: number, angle: number) => {
    const before = scale * (scales - 1) - (scale * (scale - 1)) / 2
    return positions * (1 + scales * angles + angles * (angles * before + angle * (scales - 1 - scale)))
  }

  function transform(patch: ArrayLike<number>): Float64Array {
    if (patch.length !== rows * columns)
      throw new RangeError(`${patch.length} values are not a patch of ${rows} x ${columns} pixels`)
    const found = new Float64Array(count * positions)
    const [padded] = image.moduli
    for (let row = 0, i = 0; row < paddedRows; row++)
      for (let column = 0; column < paddedColumns; column++, i++)
        padded[i] = patch[fromRow[row] * columns + fromColumn[column]]
    averages[0].of(padded, wholeOf(image).columns, found, 0)
    const [modes] = transformOf(image)
    for (const [scale, ofScale] of filters.first.entries()) {
      const room = rooms[scale]
      const isLast = scale === scales - 1
      const seen = isLast ? averages[scale].seen : wholeOf(room)
      // Two moduli at a time, as they share a transform.
      for (let angle = 0; angle < angles; angle += 2) {
        const two = ofScale.slice(angle, angle + 2)
        two.forEach((filter, part) => {
          convolvedModulus(filter, modes, room, seen, part)
          averages[scale].of(room.moduli[part], seen.columns, found, firstAt(scale, angle + part))
        })
        if (isLast) continue
        const spectra = transformOf(room)
        two.forEach((_, part) => {
          let at = secondAt(scale, angle + part)
          for (const [larger, ofLarger] of filters.second[scale].entries()) {
            const next = scale + 1 + larger
            const { seen } = averages[next]
            for (const filter of ofLarger) {
              convolvedModulus(filter, spectra[part], rooms[next], seen, 0)
              averages[next].of(rooms[next].moduli[0], seen.columns, found, at)
              at += positions
            }
          }
        })
      }
    }
    return found
  }
  return Object.assign(transform, { rows: averages[0].rows, columns: averages[0].columns })
}

/** Planes of one resolution. */
interface Room {
  rows: number
  columns: number
  /** Two real planes, and twice their transforms, as [columns, rows]. */
  moduli: [Float64Array, Float64Array]
  spectra: [ComplexArray, ComplexArray]
  /** For a transform and its result. */
  work: [ComplexArray, ComplexArray]
}

function roomFor(paddedRows: number, paddedColumns: number, resolution: number): Room {
  const [rows, columns] = [paddedRows / 2 ** resolution, paddedColumns / 2 ** resolution]
  const two = (length: number): [Float64Array, Float64Array] => [new Float64Array(length), new Float64Array(length)]
  const size = rows * columns
  return { rows, columns, moduli: two(size), spectra: two(2 * size), work: two(2 * size) }
}

const wholeOf = ({ rows, columns }: Room) => ({ rows: { from: 0, to: rows }, columns: { from: 0, to: columns } })

/** The transforms of both real planes. */
function transformOf({ rows, columns, moduli: [one, other], spectra, work }: Room): Room['spectra'] {
  const [x, y] = work
  for (let i = 0; i < one.length; i++) {
    x[2 * i] = one[i] / 2
    x[2 * i + 1] = other[i] / 2
  }
  separateTransforms(transposedTransform(x, y, rows, columns, -1), columns, rows, ...spectra)
  return spectra
}

/** Where it is seen, |x * psi| at the filter's resolution, as one of the room's real planes [rows, seen columns]. */
function convolvedModulus(
  filter: CroppedFilter,
  modes: ComplexArray,
  { rows, columns, work: [x, y], moduli }: Room,
  seen: { rows: Range; columns: Range },
  part: number,
): void {
  applyFilter(filter, modes, x)
  const plane = transposedTransform(x, y, columns, rows, 1, seen.columns)
  const width = seen.columns.to - seen.columns.from
  const scale = 1 / (rows * columns)
  const out = moduli[part]
  for (let i = seen.rows.from * width, end = seen.rows.to * width; i < end; i++) {
    const re = plane[2 * i]
    const im = plane[2 * i + 1]
    out[i] = scale * Math.sqrt(re * re + im * im)
  }
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
