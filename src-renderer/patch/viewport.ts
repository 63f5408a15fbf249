import type { PixelPoint } from '../../src-shared/sky/measure/region.ts'

/** What is seen of a picture: the point in the middle of the box, and CSS pixels per pixel. */
export interface Viewport extends PixelPoint {
  zoom: number
}
/** The box in which a picture is seen, CSS pixels. */
export interface Box {
  width: number
  height: number
}
/** A place in the box, CSS pixels from its top left. */
export interface Place {
  x: number
  y: number
}

/** Most CSS pixels per pixel. */
const closest = 64

/** The whole picture, as large as the box allows. */
export const fitting = (size: number, { width, height }: Box): Viewport => ({
  column: (size - 1) / 2,
  row: (size - 1) / 2,
  zoom: Math.max(1e-3, Math.min(width, height) / size),
})

/** The point of the picture at a place of the box. */
export const pointAt = (view: Viewport, box: Box, { x, y }: Place): PixelPoint => ({
  column: view.column + (x - box.width / 2) / view.zoom,
  row: view.row - (y - box.height / 2) / view.zoom,
})

/** The place of a point of the picture in the box. */
export const placeOf = (view: Viewport, box: Box, { column, row }: PixelPoint): Place => ({
  x: box.width / 2 + (column - view.column) * view.zoom,
  y: box.height / 2 - (row - view.row) * view.zoom,
})

/** Zooms by a factor and keeps the point at a place where it is; not further out than half the fitting size. */
export function zoomedAbout(view: Viewport, size: number, box: Box, place: Place, factor: number): Viewport {
  const zoom = Math.min(closest, Math.max(fitting(size, box).zoom / 2, view.zoom * factor))
  const { column, row } = pointAt(view, box, place)
  return withinPicture(
    { column: column - (place.x - box.width / 2) / zoom, row: row + (place.y - box.height / 2) / zoom, zoom },
    size,
  )
}

/** Moves the picture by CSS pixels; its middle stays in the box’s sight. */
export const movedBy = (view: Viewport, size: number, x: number, y: number): Viewport =>
  withinPicture({ ...view, column: view.column - x / view.zoom, row: view.row + y / view.zoom }, size)

const withinPicture = (view: Viewport, size: number): Viewport => ({
  ...view,
  column: Math.min(size - 0.5, Math.max(-0.5, view.column)),
  row: Math.min(size - 0.5, Math.max(-0.5, view.row)),
})
