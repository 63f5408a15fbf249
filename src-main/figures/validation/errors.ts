import { roundRange } from '../axis.ts'
import type { Figure } from '../figure.ts'
import { panelSize } from '../figure.ts'
import { linePart } from '../line-figure.ts'
import { type Mark, type Point } from '../line.ts'
import { page } from '../svg.ts'
import { byError } from './reconstructions.ts'
import { rankSentence, subjectOf, type Validated } from './validated.ts'

/** Errors of all patches, and where on the sky they are large. */
export function errorsFigure(validated: Validated): Figure {
  const { patches, results } = validated
  const errors = patches.map(({ meanSquaredError }) => meanSquaredError)
  const order = byError(validated)
  const { reconstruction, linear } = results.standard.pairs
  const marks: Mark[] = [
    ...(reconstruction ? [{ name: 'mean', colour: 2, y: reconstruction.meanSquaredError }] : []),
    ...(linear
      ? [{ name: 'mean, linear ceiling', colour: 1, stroke: 'dashed' as const, y: linear.meanSquaredError }]
      : []),
  ]
  const y = {
    label: 'mean squared error, std²',
    scale: 'linear',
    range: roundRange([...errors, ...marks.map((mark) => mark.y!)], { from: 0 }),
  } as const
  const placed = patches.flatMap(({ lat }, i) => (lat === null ? [] : [[lat, errors[i]] as Point]))
  const svg = page([
    linePart(
      [
        {
          title: 'From the best patch to the worst',
          x: { label: 'patches, sorted', scale: 'linear', range: [0, patches.length] },
          y,
          lines: [
            {
              name: 'error of a patch',
              colour: 0,
              bold: true,
              points: order.map((place, i): Point => [i + 0.5, errors[place]]),
            },
          ],
          marks,
        },
        ...(placed.length === 0
          ? []
          : [
              {
                title: 'By Galactic latitude',
                x: { label: 'b, degrees', scale: 'linear', range: [-90, 90] } as const,
                y,
                lines: [{ name: 'patches', colour: 7, dots: true, points: placed }],
                marks,
              },
            ]),
      ],
      { size: panelSize },
    ),
  ])
  return {
    name: 'errors',
    title: 'Errors of the reconstructions',
    caption:
      `Mean squared error of each of the ${subjectOf(validated)}, sorted${placed.length > 0 ? ', and by latitude' : ''}; with the overall mean, and ` +
      'the mean for as many principal components as latents (linear ceiling).' +
      rankSentence(validated),
    svg,
    numbers: {
      columns: ['rank', 'patch', 'lon', 'lat', 'mean squared error'],
      rows: order.map((place, i) => [
        i + 1,
        patches[place].index,
        patches[place].lon,
        patches[place].lat,
        errors[place],
      ]),
    },
  }
}
