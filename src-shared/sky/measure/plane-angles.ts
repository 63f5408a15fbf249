import { DEGREE } from '../position.ts'
import { pixelOffset, pixelWidth, type PatchGeometry } from '../projection/patch-pixels.ts'
import type { PixelPoint, Region } from './region.ts'

/** Angle on the sky in degrees between two points of a patch; it depends on their places in the patch only. */
export function angleBetween(geometry: PatchGeometry, a: PixelPoint, b: PixelPoint): number {
  const [ax, ay] = onPlane(geometry, a)
  const [bx, by] = onPlane(geometry, b)
  // Of the vectors (1, ax, ay) and (1, bx, by): the length of their cross product over their scalar product.
  const cross = Math.hypot(ax * by - ay * bx, ay - by, bx - ax)
  return Math.atan2(cross, 1 + ax * bx + ay * by) / DEGREE
}

const onPlane = (geometry: PatchGeometry, { column, row }: PixelPoint) =>
  pixelOffset(geometry, row, column).map((degrees) => degrees * DEGREE)

/** Solid angle of pixels of a patch in square degrees: those far from its centre cover less of the sky. */
export function solidAngle(geometry: PatchGeometry, pixels: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < pixels.length; i++) {
    const [x, y] = onPlane(geometry, {
      row: Math.floor(pixels[i] / geometry.size),
      column: pixels[i] % geometry.size,
    })
    sum += (1 + x * x + y * y) ** -1.5
  }
  return sum * pixelWidth(geometry) ** 2
}

/** Extent of a region on the sky, degrees. */
export type RegionExtent =
  | { kind: 'rectangle'; width: number; height: number }
  | { kind: 'disc'; radius: number }
  | { kind: 'polygon'; across: number }

/** Sides of a rectangle through its middle, radius of a disc along its row, greatest distance of corners of a polygon. */
export function extentOfRegion(geometry: PatchGeometry, region: Region): RegionExtent {
  const angle = (a: PixelPoint, b: PixelPoint) => angleBetween(geometry, a, b)
  if (region.kind === 'disc') {
    const { column, row } = region.centre
    const [left, right] = [column - region.radius, column + region.radius]
    return { kind: 'disc', radius: angle({ column: left, row }, { column: right, row }) / 2 }
  }
  if (region.kind === 'polygon') {
    const { corners } = region
    return { kind: 'polygon', across: Math.max(0, ...corners.flatMap((a) => corners.map((b) => angle(a, b)))) }
  }
  const { from, to } = region
  const middle = { column: (from.column + to.column) / 2, row: (from.row + to.row) / 2 }
  return {
    kind: 'rectangle',
    width: angle({ ...middle, column: from.column }, { ...middle, column: to.column }),
    height: angle({ ...middle, row: from.row }, { ...middle, row: to.row }),
  }
}
