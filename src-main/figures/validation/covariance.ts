import type { Figure } from '../figure.ts'
import { pageWidth } from '../figure.ts'
import { picturePart, type ColourScale } from '../picture-part.ts'
import { aboutZero, rangeOf } from '../../../src-shared/colour/range.ts'
import { page } from '../svg.ts'
import type { Validated } from './validated.ts'

/** Covariance of the latents, one draw from every posterior; null if there are too many latents for a picture. */
export async function covarianceFigure(validated: Validated): Promise<Figure | null> {
  const covariance = await validated.array('latent-covariance')
  if (!covariance) return null
  const { latents } = validated.results
  const count = latents.count
  const others = covariance.filter((_, i) => i % (count + 1) !== 0)
  // Row 0 is at the bottom of a picture but at the top of a matrix.
  const upright = covariance.map((_, i) => covariance[(count - 1 - Math.floor(i / count)) * count + (i % count)])
  const scale: ColourScale = {
    colours: 'residual',
    range: others.length > 0 ? aboutZero(rangeOf([others], 0.005)) : [-1, 1],
    label: 'covariance',
  }
  const rms = (value: number | null) => (value === null ? 'none' : value.toFixed(3))
  return {
    name: 'latent-covariance',
    title: 'Covariance of the latents',
    caption:
      `Covariance of the ${count} latents over one draw from the posterior of every patch; the prior’s is the identity matrix. ` +
      'The scale is that of the covariances between different latents; variances on the diagonal are beyond it. Their ' +
      `correlations have a root mean square of ${rms(latents.correlation)}, where independent latents would have ` +
      `${rms(latents.correlationOfNone)} over as many patches.`,
    svg: page([picturePart([{ label: 'latent', tiles: [upright], scale }], { size: count, width: pageWidth * 0.6 })]),
    numbers: {
      columns: ['latent', ...Array.from({ length: count }, (_, i) => String(i))],
      rows: Array.from({ length: count }, (_, i) => [i, ...covariance.subarray(i * count, (i + 1) * count)]),
    },
  }
}
