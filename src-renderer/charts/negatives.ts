import type { Series } from './series.ts'

/** Shown beside the axis name wherever such a marker is drawn. */
export const signNote = '○ negative, at its magnitude'

/**
 * The negative values of a curve as [x, |y|]: a logarithmic axis cannot show them, but a noisy band power that scatters
 * below zero is a measurement and must not vanish.
 */
export function negativesOf({ x, y, faint }: Series): [number, number][] {
  const points: [number, number][] = []
  if (faint) return points
  for (let i = 0; i < y.length; i++) if (y[i] < 0 && Number.isFinite(y[i])) points.push([x[i], -y[i]])
  return points
}

/** Open circles in the curve's colour, not joined by a line. */
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
