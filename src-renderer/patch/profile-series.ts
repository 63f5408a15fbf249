import type { Axis, Series } from '../charts/series.ts'
import { distancesAlong, pointsAlong, valueAt } from '../../src-shared/sky/measure/line-profile.ts'
import type { MeasuredPictures } from './measured-picture.ts'
import type { Shape } from './shapes.ts'

/** The profile of every picture along every line: value against degrees from the line's beginning. */
export function profileSeries(shapes: readonly Shape[], { size, width, pictures }: MeasuredPictures): Series[] {
  const curves = shapes.flatMap(({ name, form }) => {
    if (form.kind !== 'line') return []
    const points = pointsAlong(form)
    const x = distancesAlong(points, { size, width })
    return pictures.map((picture) => ({
      name: pictures.length > 1 ? `${name}, ${picture.name}` : name,
      x,
      y: points.map((point) => valueAt(picture.values, { width: size, height: size }, point)),
    }))
  })
  return curves.map((curve, colour) => ({ ...curve, colour }))
}

/** Axes of the profiles; the unit is left out where pictures differ in it. */
export function profileAxes({ pictures }: MeasuredPictures): { x: Axis; y: Axis } {
  const units = new Set(pictures.map(({ unit }) => unit))
  return {
    x: { name: 'distance', unit: 'deg' },
    y: { name: 'value', unit: units.size === 1 ? [...units][0] : undefined },
  }
}
