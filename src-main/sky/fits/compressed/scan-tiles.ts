import type { ByteSource } from '../byte-source.ts'
import { valueTypes, type ColumnForm } from '../column-form.ts'
import type { StatisticsGatherer } from '../column-statistics.ts'
import type { FitsHdu } from '../hdu.ts'
import type { PutValues } from '../put-values.ts'
import type { ScanOptions } from '../scan-table.ts'
import { readCompressedImage } from './compressed-image.ts'
import { scanCompressed } from './scan-compressed.ts'

/** A plane of an image, and who wants its values. */
export interface WantedPlane {
  /** `offset` as in the decompressed image */
  form: ColumnForm
  /** takes the values, from a pixel of the plane on */
  put?: PutValues
  gatherer: StatisticsGatherer
}

/** Statistics and values of planes of a tile-compressed image, in one pass over its tiles. @throws FitsError */
export async function scanTiles(
  source: ByteSource,
  hdu: FitsHdu,
  planes: readonly WantedPlane[],
  options: ScanOptions,
): Promise<void> {
  const spans = planes.map(({ form, ...plane }) => {
    const from = form.offset / valueTypes[form.code].bytes
    return { ...plane, from, to: from + form.repeat }
  })
  const first = Math.min(...spans.map(({ from }) => from))
  const last = Math.max(...spans.map(({ to }) => to))
  const visit = (position: number, run: Float64Array) => {
    const at = first + position
    for (const { from, to, put, gatherer } of spans) {
      const [begin, end] = [Math.max(from, at), Math.min(to, at + run.length)]
      if (begin >= end) continue
      const values = run.subarray(begin - at, end - at)
      gatherer.add(values)
      put?.(values, begin - from)
    }
  }
  await scanCompressed(
    source,
    readCompressedImage(source.file, hdu),
    { from: first, count: last - first },
    visit,
    options,
  )
}
