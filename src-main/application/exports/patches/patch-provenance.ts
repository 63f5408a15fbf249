import { resolve } from 'node:path'
import packageFacts from '../../../../package.json' with { type: 'json' }
import { noiseFileOf, standardOf, type DatasetRecipe, type Patch } from '../../../../src-preload/contract/datasets.ts'
import { scalingOf, type Channel } from '../../../../src-shared/sky/channels.ts'
import { howToCite } from '../../../../src-shared/text/citation.ts'
import { unscaledWords, type Scaling } from '../../../../src-shared/sky/scale.ts'
import type { WrittenCard } from '../../../sky/fits/write.ts'
import { originHistory, rowOfStack, standardCards, unitOf } from '../../datasets/patch-origin.ts'
import { conversionNote } from '../../maps/converting-factor.ts'
import type { PatchExportPlan, PatchExportRequest } from './plan-patch-export.ts'

/** Cards about a patch: its place in the dataset, and what its channels were standardised with. */
export const patchCards = ({ record, channels }: PatchExportPlan, patch: Patch): WrittenCard[] => [
  { keyword: 'ORIGIN', value: `Cirrus ${packageFacts.version}`, comment: 'program that wrote this file' },
  { keyword: 'PATCH', value: patch.index, comment: 'index in its dataset' },
  { keyword: 'SPLIT', value: patch.split, comment: 'part of the dataset' },
  ...(record.map && 'nside' in record.map
    ? [{ keyword: 'NSIDE', value: record.map.nside, comment: 'of the map that it was cut from' }]
    : []),
  ...(channels.includes('U') ? [{ keyword: 'POLCCONV', value: 'COSMO', comment: 'sign of U' }] : []),
  ...channels.flatMap((channel, c) => {
    const suffix = channels.length === 1 ? '' : channel
    const scaling = scalingOf(channel, record.recipe)
    return standardCards(record.recipe.standardisation, scaling, standardOf(patch, c), suffix)
  }),
]

/** Where a patch comes from and what was done to it, for HISTORY. */
export function patchHistory(plan: PatchExportPlan, request: PatchExportRequest, patch: Patch): string[] {
  const { record, channels } = plan
  const own = unitOf(record)
  const noise = plan.noise ? noiseFileOf(record) : null
  const row = record.stack && rowOfStack(patch.index, record.stack.leftOut)
  return [
    ...originHistory({ ...record, stackRow: row, ...patch }),
    ...(channels.includes('Q') ? ['Q and U refer to the axes of the patch: its rows and columns.'] : []),
    ...('holes' in record.recipe ? treatmentOf(record.recipe, record.holes !== null) : []),
    ...channels.map((channel) => standardisationNote(channel, scalingOf(channel, record.recipe), plan, own)),
    ...(noise === null ? [] : [noiseNote(noise)]),
    `Dataset ${resolve(request.folder)}, patch ${patch.index} (${patch.split}).`,
    ...(plan.unit === own ? [] : [`${noise === null ? 'PATCH' : 'PATCH and NOISE'}: ${conversionNote(request, own)}`]),
    `Written by Cirrus ${packageFacts.version}.`,
    howToCite(packageFacts.version),
  ]
}

/** What the images of noise hold. @param file that it is of */
const noiseNote = (file: string) =>
  `NOISE and NOISE_STANDARD: standard deviations of the noise of PATCH and STANDARD, to first order, of ${file}.`

/** What a recipe did to the values of its patches, in the order in which it did it. @param mended whether any had holes */
function treatmentOf(recipe: DatasetRecipe, mended: boolean): string[] {
  const { mask, maskThreshold, beam, mapBeam, clipSigma, clipPercent, clipped, holes, apodisation } = recipe
  const limits =
    clipSigma !== null
      ? `further than ${clipSigma} robust standard deviations from the median of the patch`
      : `among the lowest and the highest ${clipPercent} % of the patch`
  const clips = clipSigma !== null || clipPercent !== null
  return [
    ...(mask === null ? [] : [`Pixels count as missing where ${mask} is not above ${maskThreshold}.`]),
    ...(beam === null ? [] : [`Smoothed from a beam of ${mapBeam} to one of ${beam} arcmin (FWHM), a Gaussian.`]),
    ...(clips ? [`Pixels ${limits} ${clipped === 'limit' ? 'were set to that limit' : 'count as missing'}.`] : []),
    ...(holes === 'fill' && mended ? ['Missing pixels, if it had any, were filled by diffusion.'] : []),
    ...(apodisation > 0
      ? [`A cosine taper of ${apodisation} deg falls to 0 at the border, in standardised values.`]
      : []),
  ]
}

/** How the values of a STANDARD image become those of the map. */
export function standardisationNote(
  channel: Channel,
  scaling: Scaling,
  { channels }: Pick<PatchExportPlan, 'channels'>,
  unit: string,
): string {
  const suffix = channels.length === 1 ? '' : channel
  const x = `PATSTD${suffix} x + PATMEAN${suffix}`
  const of = suffix === '' ? '' : ` of ${channel}`
  return `STANDARD: values x${of}; ${unscaledWords(scaling, x)} gives ${unit || 'the original unit'}.`
}
