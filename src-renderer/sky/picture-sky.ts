import { positionOf } from '../../src-shared/sky/position.ts'
import { formatLat, formatLon } from '../../src-shared/text/format.ts'

/** Where the picture of a patch lies on the sky, with its width in degrees; null if its position is not known. */
export function pictureSky(place: Parameters<typeof positionOf>[0], width: number) {
  const position = positionOf(place)
  return position && { ...position, width }
}

/** The centre of a patch in words: "l 212.00, b −19.00", or "no position". */
export function positionWords(place: { lon: number | null; lat: number | null }): string {
  const position = positionOf(place)
  return position ? `l ${formatLon(position.lon)}, b ${formatLat(position.lat)}` : 'no position'
}

/** |b| for sorting and colouring; NaN if its position is not known. */
export const distanceFromPlane = ({ lat }: { lat: number | null }): number => (lat === null ? NaN : Math.abs(lat))
