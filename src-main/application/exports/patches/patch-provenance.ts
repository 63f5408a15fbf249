import { resolve } from 'node:path'
import packageFacts from '../../../../package.json' with { type: 'json' }
import { standardOf, type Patch } from '../../../../src-preload/contract/datasets.ts'
import { scaleOf } from '../../../../src-shared/sky/channels.ts'
import type { WrittenCard } from '../../../sky/fits/write.ts'
import { originHistory, rowOfStack, unitOf } from '../../datasets/patch-origin.ts'
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
    const { mean, std } = standardOf(patch, c)
    const suffix = channels.length === 1 ? '' : channel
    const scale = scaleOf(channel, record.recipe.scale)
    return [
      { keyword: `PATMEAN${suffix}`, value: mean, comment: `mean of the patch (${scale} of the values)` },
      { keyword: `PATSTD${suffix}`, value: std, comment: 'standard deviation of the same' },
    ]
  }),
]

/** Where a patch comes from and what was done to it, for HISTORY. */
export function patchHistory(plan: PatchExportPlan, request: PatchExportRequest, patch: Patch): string[] {
  const { record, channels } = plan
  const own = unitOf(record)
  const row = record.stack && rowOfStack(patch.index, record.stack.leftOut)
  const holes = 'holes' in record.recipe ? record.recipe.holes : 'skip'
  return [
    ...originHistory({ ...record, stackRow: row, ...patch }),
    ...(channels.includes('Q') ? ['Q and U refer to the axes of the patch: its rows and columns.'] : []),
    ...(holes === 'fill' && record.holes ? ['Missing pixels, if it had any, were filled by diffusion.'] : []),
    ...channels.map((channel) => standardisationNote(channel, scaleOf(channel, record.recipe.scale), plan, own)),
    `Dataset ${resolve(request.folder)}, patch ${patch.index} (${patch.split}).`,
    ...(plan.unit === own ? [] : [`PATCH: ${conversionNote(request, own)}`]),
    `Written by Cirrus ${packageFacts.version}.`,
  ]
}

function standardisationNote(
  channel: string,
  scale: string,
  { channels }: Pick<PatchExportPlan, 'channels'>,
  unit: string,
): string {
  const suffix = channels.length === 1 ? '' : channel
  const x = `PATSTD${suffix} x + PATMEAN${suffix}`
  const of = suffix === '' ? '' : ` of ${channel}`
  return `STANDARD: values x${of}; ${scale === 'log' ? `exp(${x})` : x} gives ${unit || 'the original unit'}.`
}
