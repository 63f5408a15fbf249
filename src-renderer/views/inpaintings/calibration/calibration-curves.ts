import {
  calibrationLevels,
  rankParts,
  type Calibration,
  type HoleCalibration,
} from '../../../../src-shared/inpainting/calibration.ts'
import { holeWords } from '../../../../src-shared/inpainting/hole-words.ts'
import type { Series } from '../../../charts/series.ts'

/** Colour of what a perfect estimator would have, the palette's last. */
const ofPerfect = 7

/** All holes, then each class of sizes, by name; of patches that are seen whole, these alone. */
const classes = ({ all, bySize }: Calibration): { name: string; of: HoleCalibration }[] => [
  { name: bySize.length === 0 ? 'whole patches' : 'all holes', of: all },
  ...bySize.map((of) => ({ name: `${holeWords(of)} missing`, of })),
]

/** The share of true values within central intervals over their probability; a perfect estimator is on the diagonal. */
export function reliabilitySeries(calibration: Calibration): Series[] {
  const x = calibrationLevels.map((level) => 100 * level)
  return [
    { name: 'perfect', x: [0, 100], y: [0, 100], colour: ofPerfect, dashed: true },
    ...classes(calibration).map(({ name, of }, place): Series => {
      const shares = of.within.map(({ share }) => 100 * share)
      const errors = of.within.map(({ error }) => 100 * error)
      const band = {
        low: shares.map((share, i) => share - errors[i]),
        high: shares.map((share, i) => share + errors[i]),
      }
      return { name, x, y: shares, colour: place, bold: place === 0, ...(place === 0 && { band }) }
    }),
  ]
}

/** Where true values rank among the samples; a perfect estimator has as many in each part. Empty without samples. */
export function rankSeries(calibration: Calibration): Series[] {
  const x = Array.from({ length: rankParts }, (_, part) => (part + 0.5) / rankParts)
  const ranked = classes(calibration).flatMap(({ name, of }, place): Series[] =>
    of.ranks === null
      ? []
      : [{ name, x, y: of.ranks.map((share) => share * rankParts), colour: place, bold: place === 0, stepped: true }],
  )
  const perfect: Series = { name: 'perfect', x: [0, 1], y: [1, 1], colour: ofPerfect, dashed: true }
  return ranked.length === 0 ? [] : [perfect, ...ranked]
}
