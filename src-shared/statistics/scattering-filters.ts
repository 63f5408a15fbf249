import { croppedFilter, type CroppedFilter } from './cropped-filter.ts'
import { morletWavelet, type FourierFilter } from './morlet-filters.ts'

/** Filters in Fourier space, for planes that are transposed there: [columns, rows]. */
export interface FilterBank {
  /** By scale and angle, applied to the patch. */
  first: CroppedFilter[][]
  /** By scale of the first wavelet, then by larger scale and angle, applied to the modulus of the first. */
  second: CroppedFilter[][][]
}

const banks = new Map<string, FilterBank>()

/** The filters of a padded size, computed once. */
export function filterBank(
  rows: number,
  columns: number,
  { scales, angles }: { scales: number; angles: number },
): FilterBank {
  const key = [rows, columns, scales, angles].join()
  let bank = banks.get(key)
  if (!bank) {
    const all = Array.from({ length: scales }, (_, scale) =>
      Array.from({ length: angles }, (_, angle) =>
        transposedFilter(morletWavelet(rows, columns, { scale, angle, angles })),
      ),
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

const transposedFilter = ({ rows, columns, values }: FourierFilter): FourierFilter => ({
  rows: columns,
  columns: rows,
  values: values.map((_, i) => values[(i % rows) * columns + Math.floor(i / rows)]),
})
