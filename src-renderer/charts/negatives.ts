import type { Series } from './series.ts'

/** Said beside the axis's name wherever such a marker is drawn. */
export const signNote = '○ negative, at its magnitude'

/**
 * The values below zero of a curve as [x, |y|]: a logarithmic axis has no place for them, yet a noisy band power that
 * scatters below zero is a measurement and must not vanish.
 */
export function negativesOf({ x, y, faint }: Series): [number, number][] {
  const points: [number, number][] = []
  if (faint) return points
  for (let i = 0; i < y.length; i++) if (y[i] < 0 && Number.isFinite(y[i])) points.push([x[i], -y[i]])
  return points
}

/** Open circles in the curve's colour, which no line joins. */
export const negativeOption = ({ name }: Series, points: [number, number][], colour: string) => ({
  type: 'line',
  name,
  data: points,
  showSymbol: true,
  showAllSymbol: true,
  symbol: 'emptyCircle',
  symbolSize: 6,
  color: colour,
  lineStyle: { width: 0 },
  silent: true,
  emphasis: { disabled: true },
  clip: true,
  z: 3,
})
