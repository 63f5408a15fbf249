import { setImmediate } from 'node:timers/promises'
import type { ByteSource } from '../byte-source.ts'
import { readData } from '../read-data.ts'
import type { ScanOptions } from '../scan-table.ts'
import type { CompressedImage } from './compressed-image.ts'
import { decodeTile } from './decode-tile.ts'
import { tileBox, tileSpan, visitRuns } from './tile-grid.ts'
import { readTileRow } from './tile-row.ts'

/** Pixels of an image in its own order: a plane of a cube, a row, or all. */
export interface PixelRange {
  from: number
  count: number
}

/** After this time other work gets its turn, and a cancellation is noticed. */
const longestTurn = 50

/**
 * Decompresses the tiles that have pixels in `range`, one after the other.
 * @param visit gets runs of pixels: the position of the first one in the range, and the values, scaled, NaN where
 * missing; `visit` may change them
 * @throws FitsError if the data end too early or a tile is damaged; the signal's reason when aborted
 */
export async function scanCompressed(
  source: ByteSource,
  image: CompressedImage,
  { from, count }: PixelRange,
  visit: (position: number, values: Float64Array) => void,
  { signal, onProgress }: ScanOptions = {},
): Promise<void> {
  signal?.throwIfAborted()
  const data = await readData(source, image.hdu)
  const [, tiles] = image.hdu.axes
  const to = from + count
  let turn = performance.now()
  for (let index = 0; index < tiles; index++) {
    const box = tileBox(image.grid, index)
    const [first, end] = tileSpan(image.grid, box)
    if (first >= to || end <= from) continue
    const row = readTileRow(source.file, image, data, index)
    const values = decodeTile(source.file, image, row, index, box.pixels)
    visitRuns(image.grid, box, (position, start, length) => {
      const [begin, stop] = [Math.max(from, position), Math.min(to, position + length)]
      if (begin >= stop) return
      visit(begin - from, values.subarray(start + begin - position, start + stop - position))
    })
    if (performance.now() - turn < longestTurn) continue
    onProgress?.((index + 1) / tiles)
    await setImmediate()
    signal?.throwIfAborted()
    turn = performance.now()
  }
  onProgress?.(1)
}
