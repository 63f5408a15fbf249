import type { Figure } from '../figure.ts'
import { pageWidth } from '../figure.ts'
import { picturePart, type ColourScale } from '../picture-part.ts'
import { rangeOf } from '../../../src-shared/colour/range.ts'
import { page } from '../svg.ts'
import { priorWords } from '../../../src-shared/validation/prior-words.ts'
import type { Validated } from './validated.ts'

const shown = 6

/** Draws from the prior, each above its nearest training patch, to show whether they look like dust and are new. */
export async function priorSamplesFigure(validated: Validated): Promise<Figure> {
  const { nearest, size, results } = validated
  const { memorisation, standard } = results
  const places = nearest.map((_, place) => place).slice(0, shown)
  const [samples, neighbours] = await Promise.all([
    validated.pictures('samples', places),
    validated.pictures('nearest', places),
  ])
  const scale: ColourScale = {
    colours: 'magma',
    range: rangeOf([...samples, ...neighbours]),
    label: 'standardised value',
  }
  const distance = (value: number | null) => (value === null ? 'none' : value.toFixed(2))
  return {
    name: 'prior-samples',
    title: 'Draws from the prior',
    caption:
      `The first ${places.length} of ${standard.sets.sample?.count ?? nearest.length} decoded draws ${priorWords(validated.prior)}, and ` +
      `below each its nearest training patch${memorisation.symmetries ? ', rotated and flipped to match' : ''}; the ` +
      'number is their root mean square difference. ' +
      `It is ${distance(memorisation.sample.median)} for the median sample and ${distance(memorisation.closest)} for the ` +
      `closest; a patch that was never trained on is at ${distance(memorisation.original.median)} from its own nearest.`,
    svg: page([
      picturePart(
        [
          { label: 'sample', tiles: samples, scale },
          {
            label: 'nearest',
            tiles: neighbours,
            titles: places.map((place) => `patch ${nearest[place].index}: ${nearest[place].distance.toFixed(2)}`),
            scale,
          },
        ],
        { size, width: pageWidth },
      ),
    ]),
    numbers: {
      columns: ['sample', 'nearest training patch', 'rms distance', 'quarter turns', 'flipped'],
      rows: nearest.map(({ index, distance, turns, flipped }, i) => [i, index, distance, turns, flipped ? 1 : 0]),
    },
  }
}
