import type { Series } from '../../charts/series.ts'

/** Nats of KL above which a latent is counted as active. */
export const activeAbove = 0.01

export const activeLatents = (kl: Float32Array) => kl.reduce((count, value) => count + (value > activeAbove ? 1 : 0), 0)

/** KL of each latent, the largest first, and the line above which a latent is active. */
export function latentKlSeries(kl: Float32Array): Series[] {
  const sorted = kl.toSorted().reverse()
  return [
    {
      name: 'KL of a latent',
      colour: 2,
      bold: true,
      x: Float64Array.from(sorted, (_, i) => i + 1),
      y: sorted,
    },
    { name: 'active above', colour: 7, dashed: true, x: [1, sorted.length], y: [activeAbove, activeAbove] },
  ]
}
