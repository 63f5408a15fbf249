import packageFacts from '../../../package.json' with { type: 'json' }
import type { EstimateResult } from '../../../src-preload/contract/estimators.ts'
import { standardOf } from '../../../src-preload/contract/datasets.ts'
import { isSeenDirectly, ofChannel } from '../../../src-preload/contract/inpaintings.ts'
import { forwardModel } from '../../../src-preload/contract/problem-words.ts'
import { estimateTitle, estimatorFacts } from '../../../src-shared/inpainting/estimator-facts.ts'
import { howToCite } from '../../../src-shared/text/citation.ts'
import { channelSets, scalingOf, type Channel } from '../../../src-shared/sky/channels.ts'
import { unscaledWords } from '../../../src-shared/sky/scale.ts'
import type { WrittenCard } from '../../sky/fits/write.ts'
import { originHistory, standardCards, standardisedWords, unitOf } from '../datasets/patch-origin.ts'
import type { EstimateRecord } from '../inpaintings/estimate-folder.ts'
import type { InpaintingRecord } from '../inpaintings/inpainting-folder.ts'
import { conversionNote, type Conversion } from '../maps/converting-factor.ts'

/** An estimate with its problem. */
interface Source {
  record: InpaintingRecord
  estimate: EstimateRecord
  name: string
}

/** FITS cards of an estimate. */
export const inpaintingCards = ({ record, estimate: { cirrus, createdAt, result } }: Source): WrittenCard[] => [
  { keyword: 'ORIGIN', value: `Cirrus ${cirrus}`, comment: 'program that made the estimate' },
  { keyword: 'DATE', value: createdAt.slice(0, 19), comment: 'when it was made (UTC)' },
  ...sigmaCards(record),
  ...(result.minimum
    ? [
        { keyword: 'CHI2', value: result.minimum.chi2, comment: 'over the observed pixels' },
        { keyword: 'DOF', value: result.minimum.degreesOfFreedom, comment: 'observed pixels minus latent dimension' },
      ]
    : []),
  ...(record.channels.includes('U') ? [{ keyword: 'POLCCONV', value: 'COSMO', comment: 'sign of U' }] : []),
  ...channelSets[record.channels].flatMap((channel, c) =>
    standardCards(record.standardisation, scalingOf(channel, record), standardOf(record, c), suffixOf(record, channel)),
  ),
]

/** The width of white noise: one card if it is that of all channels. */
function sigmaCards(record: InpaintingRecord): WrittenCard[] {
  const comment = 'noise of the data, standardised units'
  const sigmas = channelSets[record.channels].map((channel) => {
    const { noise } = ofChannel(record.problem, channel)
    return { keyword: `SIGMA${suffixOf(record, channel)}`, value: noise.kind === 'white' ? noise.sigma : null }
  })
  const [{ value: first }] = sigmas
  const cards = sigmas.every(({ value }) => value === first) ? [{ keyword: 'SIGMA', value: first }] : sigmas
  return cards.flatMap(({ keyword, value }) => (value === null ? [] : [{ keyword, value, comment }]))
}

/** Of the cards of a channel. */
const suffixOf = ({ channels }: InpaintingRecord, channel: Channel) =>
  channelSets[channels].length === 1 ? '' : channel

/**
 * Where an estimate comes from, line by line.
 * @param conversion of the map's unit, if it is converted
 * @param pixels of a file that holds pixels of a map, and no pictures: what interpolation loses of each channel, standardised
 */
export function inpaintingHistory(
  { record, estimate, name }: Source,
  conversion: Conversion | null,
  pixels: { loss: readonly number[] | null } | null = null,
): string[] {
  const values = pixels === null ? 'pictures' : 'pixels of a map'
  const { problem } = record
  const { result, run } = estimate
  const { kind, ...settings } = estimate.estimator
  const words = Object.entries(settings).map(([setting, value]) => `${setting} ${value}`)
  return [
    ...originHistory(record),
    ...channelSets[record.channels].map((channel) => standardNote(record, channel)),
    ...(record.channels.includes('Q') ? [axesWords[values]] : []),
    `Dataset ${record.dataset}, patch ${problem.patch} (${record.split}).`,
    `Data: ${forwardModel(problem, record.channels)}.`,
    `Estimate ${name}: ${[estimateTitle(name), ...words].join(', ')}. ${estimatorFacts[kind].purpose}`,
    ...(kind === 'map' ? ['As in Thorne, Knox & Prabhu 2021, with L-BFGS.'] : []),
    ...(result.model ? [`Model ${run}, ${modelWords(result.model)}.`] : []),
    ...valueWords[values](channelSets[record.channels].some((channel) => isSeenDirectly(ofChannel(problem, channel)))),
    ...(pixels === null ? [] : [lossWords(pixels.loss)]),
    ...(conversion ? [`Map's unit: ${conversionNote(conversion, unitOf(record))}`] : []),
    `Written by Cirrus ${packageFacts.version}.`,
    howToCite(packageFacts.version),
  ]
}

/** How standardised values of a channel become those of the map. */
function standardNote(record: InpaintingRecord, channel: Channel): string {
  const suffix = suffixOf(record, channel)
  const words = unscaledWords(scalingOf(channel, record), `PATSTD${suffix} x + PATMEAN${suffix}`)
  const what = suffix === '' ? '' : `${channel} in `
  return `${standardisedWords[record.standardisation]}; ${words} gives ${what}${unitOf(record) || 'the original unit'}.`
}

/** What Q and U refer to. */
const axesWords = {
  pictures: 'Q and U refer to the axes of the patch: its rows and columns.',
  'pixels of a map':
    "Q and U are turned to the map's axes at each pixel; their standard deviations are turned as if independent.",
} as const

/** What a file holds, and where. */
const valueWords: Record<'pictures' | 'pixels of a map', (direct: boolean) => string[]> = {
  pictures: (direct) => [
    direct
      ? 'FILLED is the data where observed and the estimate in the hole; FILL is the estimate everywhere.'
      : 'FILLED and FILL are the estimate everywhere: no pixel of the patch is seen as it is.',
  ],
  'pixels of a map': (direct) => [
    direct
      ? 'Pixels are those whose centres lie in the hole: the others of the map are as they were.'
      : 'Pixels are those whose centres lie in the patch: none is seen as it is.',
    'Values are interpolated bilinearly at their centres, and corrected for the smoothing of that.',
    "WEIGHT falls from 1 in the middle of the patch to 0 at its border, as von Hann's window.",
  ],
}

const lossWords = (loss: readonly number[] | null): string =>
  loss === null
    ? 'The map that the patch was cut from is not there as it was: what interpolation loses is not in standard deviations.'
    : `Standard deviations and samples have what interpolation loses, ${loss.map((one) => one.toPrecision(3)).join(', ')} in standardised units.`

const modelWords = ({ epoch, latents, residual }: NonNullable<EstimateResult['model']>): string => {
  const width =
    residual === null ? [] : [`${residual.toPrecision(3)} std of what its decoder leaves out count as noise`]
  return [`epoch ${epoch}`, `${latents} latents`, ...width].join(', ')
}
