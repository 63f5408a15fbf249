import { FitsError } from '../../../src-main/sky/fits/fits-error.ts'
import { readFitsHeader } from '../../../src-main/sky/fits/fits-file.ts'
import { readHealpixColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { squarePixelWidth } from '../../../src-main/sky/fits/square-pixel-width.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Outcome } from '../outcome.ts'
import type { Draw } from './draw.ts'

/** A column may take half of the memory that a process may have. */
const largest = 512 << 20

/** A result that contradicts itself. */
const require = (holds: boolean, what: string) => {
  if (!holds) throw new Error(`the result is wrong: ${what}`)
}

/**
 * Reads a file with every reader.
 * @returns by reader how it ended
 */
export async function readWithAll(path: string, draw: Draw): Promise<Record<string, Outcome>> {
  let columns = 1
  let pictures = [0]
  return {
    header: await outcomeOf(() => readFitsHeader(path)),
    'map info': await outcomeOf(async () => {
      const info = await readMapInfo(path)
      if (info.format === 'image') return void (pictures = info.hdus.map((_, i) => i))
      columns = info.columns.length
      for (const { name, count, missing, min, max, derived } of info.columns) {
        require(missing >= 0 && missing <= count, `${name} has ${count} values, ${missing} missing`)
        require(min === null
          ? missing === count || derived?.kind === 'angle'
          : min <= max!, `${name} is ${min} to ${max}`)
      }
    }),
    column: await outcomeOf(async () => {
      const { header, values } = await readHealpixColumn(path, String(1 + draw.below(columns)), { mostBytes: largest })
      require(values.length === 12 * header.nside ** 2, `${values.length} values of nside ${header.nside}`)
    }),
    image: await outcomeOf(async () => {
      const hdu = draw.chance(0.5) ? undefined : draw.pick(pictures)
      const { width, height, values, wcs, hdu: found } = await readFitsImage(path, hdu)
      require(values.length === width * height, `${values.length} values of ${width} x ${height} pixels`)
      squarePixelWidth(path, found, wcs)
    }),
  }
}

async function outcomeOf(read: () => Promise<unknown>): Promise<Outcome> {
  try {
    await read()
    return { end: 'parsed' }
  } catch (error) {
    if (error instanceof FitsError && error.reason.length > 10)
      return { end: 'refused', code: error.code, place: kindOfPlace(error.place) }
    if (error instanceof CirrusError && error.code !== 'internal')
      return { end: 'refused', code: error.code, place: '' }
    return { end: 'untyped', error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** A place without its numbers and names: 'HDU 1, card TFORM3' becomes 'card TFORM'. */
const kindOfPlace = (place: string): string =>
  /\b(cards? [A-Z]+( cards)?|[A-Z]+ cards|column|rows?|byte|path)\b/.exec(place)?.[1] ?? 'HDU'
