import { tableOf, type SkyMap } from '../../../../src-preload/contract/index.ts'

/** Where a patch is first placed: in the middle of an image, as wide as fits into it, or in Orion. */
export function firstPlace(map: SkyMap, column: number): { lon: number; lat: number; size: number; width: number } {
  const { grid } = tableOf(map, column)
  if (grid.kind === 'healpix' || !grid.centre) return { lon: 212, lat: -19, size: 256, width: 8 }
  const { lon, lat } = grid.centre
  // A square turned by any angle fits into the image.
  const fitting = (Math.min(grid.width, grid.height) * grid.pixel) / Math.SQRT2
  const width = Number(Math.min(8, fitting).toPrecision(2))
  return { lon: Number(lon.toFixed(2)), lat: Number(lat.toFixed(2)), size: 256, width }
}
