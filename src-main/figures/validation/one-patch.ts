import { positionOf } from '../../../src-shared/sky/position.ts'
import { binMiddles, histogram } from '../../../src-shared/statistics/histogram.ts'
import { decadeRange, roundRange } from '../axis.ts'
import type { Figure } from '../figure.ts'
import { pageWidth, panelSize } from '../figure.ts'
import { linePart } from '../line-figure.ts'
import { type Line } from '../line.ts'
import { picturePart } from '../picture-part.ts'
import { rangeOf } from '../../../src-shared/colour/range.ts'
import { page } from '../svg.ts'
import { byError } from './reconstructions.ts'
import { reachMarks } from '../../../src-shared/validation/reach.ts'
import { directionsOf, rankSentence, standardisedOf, type Validated } from './validated.ts'
import { setStyles } from '../../../src-shared/validation/set-styles.ts'

/** Fig. 2: one patch and its reconstruction, their pixels and their spectra. */
export async function onePatchFigure(validated: Validated): Promise<Figure> {
  const { results, patches, size, split } = validated
  const { ell, edges } = results.standard
  const order = byError(validated)
  const place = order[order.length >> 1]
  const [[original], [reconstruction], [linear]] = await Promise.all(
    (['originals', 'reconstructions', 'linear'] as const).map((kind) => validated.pictures(kind, [place])),
  )
  const spectraOf = async (name: 'original-spectra' | 'reconstruction-spectra' | 'linear-spectra') =>
    [...((await validated.array(name)) ?? [])].slice(place * ell.length, (place + 1) * ell.length)
  const spectra = [
    await spectraOf('original-spectra'),
    await spectraOf('reconstruction-spectra'),
    await spectraOf('linear-spectra'),
  ]
  const styles = [setStyles.original, setStyles.reconstruction, setStyles.linear]
  const middles = binMiddles(edges)
  const histograms = [original, reconstruction, linear].map((picture) => histogram(picture, edges))
  const lines = (x: readonly number[], rows: readonly (readonly number[])[]): Line[] =>
    rows.map((row, i) => ({ ...styles[i], points: x.map((at, j) => [at, row[j]] as const) }))
  const scale = {
    colours: 'magma',
    range: rangeOf([original, reconstruction]),
    label: 'standardised value',
  } as const
  const { index } = patches[place]
  const position = positionOf(patches[place])
  const at = position ? ` at l ${position.lon.toFixed(2)}°, b ${position.lat.toFixed(2)}°` : ''
  const svg = page([
    picturePart(
      [
        {
          label: '',
          tiles: [original, reconstruction, linear],
          titles: styles.map(({ name }) => singular[name]),
          scale,
        },
      ],
      { size, width: pageWidth },
    ),
    linePart(
      [
        {
          title: 'Pixels',
          x: { label: 'standardised value', scale: 'linear', range: [edges[0], edges.at(-1)!] },
          y: { label: 'density', scale: 'linear', range: roundRange(histograms.flat(), { from: 0 }) },
          lines: lines(middles, histograms),
        },
        {
          title: 'Power',
          x: { label: 'multipole ℓ', scale: 'linear', range: roundRange(ell, { from: 0 }) },
          y: { label: 'C(ℓ), std² sr', scale: 'log', range: decadeRange(spectra.flat()) },
          lines: lines(ell, spectra),
          marks: reachMarks(validated.results),
        },
      ],
      { size: panelSize },
    ),
  ])
  return {
    name: 'one-patch',
    title: 'One patch (the paper’s Fig. 2)',
    caption:
      `The ${split} patch ${index}${at}, with the median error: the patch, its ` +
      'reconstruction, and its projection onto as many principal components as latents; below, their pixels in the ' +
      `histogram of Fig. 3 and their power spectra, broken where decoupled powers are not ` +
      `positive. ${directionsOf(validated)}${standardisedOf(validated)}.` +
      rankSentence(validated),
    svg,
    numbers: {
      columns: ['quantity', 'at', 'patch', 'reconstruction', 'linear'],
      rows: [
        ...middles.map((at, i) => ['density', at, ...histograms.map((row) => row[i])]),
        ...ell.map((at, i) => ['power', at, ...spectra.map((row) => row[i])]),
      ],
    },
  }
}

const singular: Record<string, string> = {
  [setStyles.original.name]: 'patch',
  [setStyles.reconstruction.name]: 'reconstruction',
  [setStyles.linear.name]: 'principal components',
}
