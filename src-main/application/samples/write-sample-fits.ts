import { resolve } from 'node:path'
import packageFacts from '../../../package.json' with { type: 'json' }
import { joinedPlanes, scalingOf } from '../../../src-shared/sky/channels.ts'
import { howToCite } from '../../../src-shared/text/citation.ts'
import type { WrittenCard } from '../../sky/fits/write.ts'
import { standardCards, unitOf } from '../datasets/patch-origin.ts'
import { standardisationNote } from '../exports/patches/patch-provenance.ts'
import { writePatchFits, type PatchPicture } from '../maps/patch-files.ts'
import type { DecodingRecord } from '../validations/decode-run.ts'
import { conditionsOfSample, type SamplePlan } from './plan-samples.ts'
import { sampleFiles, type SampleValues } from './sample-values.ts'

/** Where samples come from. */
export type SampleOrigin = Pick<DecodingRecord, 'run' | 'checkpoint' | 'prior' | 'result'> & { seed: number }

/**
 * Writes a sample as one FITS file: images SAMPLE (in the map's unit, if that is asked for) and STANDARD, each with the
 * full WCS of its place, or with offsets from its centre if it has none; channels are the planes of a STOKES axis.
 */
export async function writeSampleFits(
  folder: string,
  plan: SamplePlan,
  origin: SampleOrigin,
  { index, standard, map }: SampleValues,
): Promise<void> {
  const { record, channels } = plan.dataset!
  const { size, width } = record.recipe
  const stokes = channels.length > 1 ? { channels } : {}
  const pictures: PatchPicture[] = [
    ...(map ? [{ name: 'SAMPLE', values: joinedPlanes(map), unit: unitOf(record), ...stokes }] : []),
    { name: 'STANDARD', values: joinedPlanes(standard), unit: '', ...stokes },
  ]
  const place = plan.places?.[index % plan.places.length] ?? { lon: null, lat: null }
  const cards = sampleCards(plan, origin, index)
  await writePatchFits(
    sampleFiles(folder).fits(index),
    { ...place, size, width },
    pictures,
    cards,
    historyOf(plan, origin, index),
  )
}

function sampleCards({ dataset, standards }: SamplePlan, { seed, result }: SampleOrigin, index: number): WrittenCard[] {
  const { record, channels } = dataset!
  return [
    { keyword: 'ORIGIN', value: `Cirrus ${packageFacts.version}`, comment: 'program that wrote this file' },
    { keyword: 'SAMPLE', value: index, comment: 'number of the sample' },
    { keyword: 'SEED', value: seed, comment: 'seed of the samples' },
    // Not EPOCH, which is an old name of the equinox.
    { keyword: 'EPOCHS', value: result.epoch, comment: 'that the model was trained for' },
    ...(channels.includes('U') ? [{ keyword: 'POLCCONV', value: 'COSMO', comment: 'sign of U' }] : []),
    ...(standards
      ? channels.flatMap((channel, c) => {
          const scaling = scalingOf(channel, record.recipe)
          const suffix = channels.length === 1 ? '' : channel
          return standardCards(record.recipe.standardisation, scaling, standards[index][c], suffix)
        })
      : []),
  ]
}

function historyOf(plan: SamplePlan, { run, checkpoint, prior, seed }: SampleOrigin, index: number): string[] {
  const { dataset, conditions, standards, taken } = plan
  const { record, channels } = dataset!
  const values = conditionsOfSample(plan, index)
  return [
    `Drawn by Cirrus from the model of ${resolve(run)}, ${checkpoint} checkpoint${prior === null ? '' : `, prior ${prior}`}.`,
    `No observation: sample ${index} (from 0) of seed ${seed}, the same however many are drawn.`,
    ...(conditions.length > 0
      ? [`Conditions: ${conditions.map((name, c) => `${name} = ${Number(values[c].toPrecision(7))}`).join(', ')}.`]
      : []),
    ...(taken ? [`What was not given is that of training patch ${taken[index].patch.index}.`] : []),
    ...(channels.includes('Q') ? ['Q and U refer to the axes of the patch: its rows and columns.'] : []),
    ...(standards
      ? channels.map((channel) =>
          standardisationNote(channel, scalingOf(channel, record.recipe), dataset!, unitOf(record)),
        )
      : []),
    `Trained on the dataset ${dataset!.folder}.`,
    howToCite(packageFacts.version),
  ]
}
