import { FitsError } from '../../../src-main/sky/fits/fits-error.ts'
import { readFitsHeader } from '../../../src-main/sky/fits/fits-file.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { gridOf } from '../../../src-main/sky/fits/grid-of.ts'
import type { ImageHeader } from '../../../src-main/sky/fits/map-header.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { squarePixelWidth } from '../../../src-main/sky/fits/square-pixel-width.ts'
import { pixelsOf } from '../../../src-shared/sky/grid.ts'
import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'
import { imageSampler } from '../../../src-shared/sky/image/image-sampler.ts'
import { imageProjection } from '../../../src-shared/sky/projection/wcs/image-projection.ts'
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
      if (info.format === 'image') pictures = info.hdus.map((_, i) => i)
      columns = Math.max(1, info.columns.length)
      for (const { name, count, missing, min, max, derived } of info.columns) {
        require(missing >= 0 && missing <= count, `${name} has ${count} values, ${missing} missing`)
        require(min === null
          ? missing === count || derived?.kind === 'angle'
          : min <= max!, `${name} is ${min} to ${max}`)
      }
    }),
    column: await outcomeOf(async () => {
      const { header, values } = await readMapColumn(path, String(1 + draw.below(columns)), { mostBytes: largest })
      require(values.length ===
        pixelsOf(gridOf(header)), `${values.length} values of ${JSON.stringify(gridOf(header))}`)
      if (header.kind === 'image') positions(header, values, draw)
    }),
    image: await outcomeOf(async () => {
      const hdu = draw.chance(0.5) ? undefined : draw.pick(pictures)
      const { width, height, values, wcs, hdu: found } = await readFitsImage(path, hdu)
      require(values.length === width * height, `${values.length} values of ${width} x ${height} pixels`)
      squarePixelWidth(path, found, wcs)
    }),
  }
}

/** Some pixels' positions and some positions' values of an image on the sky. */
function positions({ width, height, wcs }: ImageHeader, values: MapValues, draw: Draw): void {
  const { toSky } = imageProjection(wcs)
  const { interpolate, nearest } = imageSampler({ width, height, wcs, values, frame: 'G' })
  for (let n = 0; n < 20; n++) {
    const place = toSky(draw.below(width), draw.below(height))
    require(place === null || Math.abs(place[1]) <= 90, `a pixel is at ${place?.join()}`)
    const [lon, lat] = place ?? [draw.below(360), draw.below(181) - 90]
    for (const value of [interpolate(lon, lat), nearest(lon, lat)])
      require(typeof value === 'number', `${lon} ${lat} has the value ${value}`)
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
