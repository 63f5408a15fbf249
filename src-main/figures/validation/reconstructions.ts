import { counted } from '../../../src-shared/text/counted.ts'
import type { Figure } from '../figure.ts'
import { pageWidth } from '../figure.ts'
import { picturePart, type ColourScale } from '../picture-part.ts'
import { aboutZero, rangeOf } from '../../../src-shared/colour/range.ts'
import { page } from '../svg.ts'
import { directionsOf, standardisedOf, subjectOf, type Validated } from './validated.ts'

/** Indices of the patches in order of error. */
export const byError = ({ patches }: Pick<Validated, 'patches'>): number[] =>
  patches.map((_, place) => place).sort((a, b) => patches[a].meanSquaredError - patches[b].meanSquaredError)

const names = ['least error', 'lower quartile', 'median error', 'upper quartile', 'greatest error']

/** Fig. 1: patches from the best to the worst, their reconstructions (Eq. 10), residuals and deviations of the samples. */
export async function reconstructionsFigure(validated: Validated): Promise<Figure> {
  const { patches, size, samples } = validated
  const order = byError(validated)
  const places = [...new Set(names.map((_, i) => order[Math.round((i / (names.length - 1)) * (order.length - 1))]))]
  const [originals, reconstructions, residuals, deviations] = await Promise.all(
    (['originals', 'reconstructions', 'residuals', 'deviations'] as const).map((kind) =>
      validated.pictures(kind, places),
    ),
  )
  const values: ColourScale = { colours: 'magma', range: rangeOf(originals), label: 'standardised value' }
  const residual: ColourScale = { colours: 'residual', range: aboutZero(rangeOf(residuals)), label: 'residual, std' }
  const [, most] = rangeOf(deviations)
  const deviation: ColourScale = { colours: 'viridis', range: [0, most], label: 'deviation, std' }
  const titles = places.map(
    (place) => `patch ${patches[place].index}: ${patches[place].meanSquaredError.toPrecision(3)}`,
  )
  const svg = page([
    picturePart(
      [
        { label: 'original', tiles: originals, titles, scale: values },
        { label: 'reconstruction', tiles: reconstructions, scale: values },
        { label: 'residual', tiles: residuals, scale: residual },
        { label: 'deviation', tiles: deviations, scale: deviation },
      ],
      { size, width: pageWidth },
    ),
  ])
  return {
    name: 'reconstructions',
    title: 'Reconstructions (the paper’s Fig. 1)',
    caption:
      `Of the ${subjectOf(validated)}: those with ${names.join(', ')}; the number above is the mean squared error. ` +
      `From top to bottom the patch, its reconstruction (Eq. 10, mean of ${counted(samples, 'decoded posterior sample')}), patch minus ` +
      `reconstruction, and the standard deviation of the samples. ${directionsOf(validated)}${standardisedOf(validated)}.`,
    svg,
    numbers: {
      columns: ['patch', 'lon', 'lat', 'mean squared error', 'kl'],
      rows: order.map((place) => {
        const { index, lon, lat, meanSquaredError, kl } = patches[place]
        return [index, lon, lat, meanSquaredError, kl]
      }),
    },
  }
}
