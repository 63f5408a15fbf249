import { activeAbove } from '../../../../src-shared/model/active-latents.ts'
import type { Series } from '../../../charts/series.ts'

/** KL of each latent, largest first, and the line above which a latent is active. */
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
