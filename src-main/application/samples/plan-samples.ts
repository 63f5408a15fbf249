import { standardOf } from '../../../src-preload/contract/datasets.ts'
import type { GivenNumbers, PlaceChoice, SampleFormat } from '../../../src-preload/contract/samples.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import type { Standard } from '../../../src-shared/sky/scale.ts'
import { givenTo, type GivenConditions } from '../../engine/inference/drawn-patches.ts'
import { drawnUnder } from '../priors/drawn-under.ts'
import { standardColumns } from '../datasets/dataset-folder.ts'
import { requireDrawable } from '../runs/require-drawable.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'
import { samplePlaces, type SamplePlaces } from './sample-places.ts'
import { patchesOfSamples, readSampledDataset, type SampledDataset, type TakenOver } from './sampled-dataset.ts'

export interface SampleRequest {
  /** Folder of the run. */
  run: string
  /** Name of a prior of the run; N(0, 1) if omitted. */
  prior?: string
  /** As many as there are places if omitted. */
  count?: number
  seed: number
  /** Whether samples are also brought back to the map's unit. */
  unit: 'standard' | 'map'
  formats: readonly SampleFormat[]
  /** Values for all samples: of the run's conditions; in the map's unit also of the patches' mean and std. */
  given: Readonly<GivenNumbers>
  /** Null for samples without a place. */
  places: PlaceChoice | null
}

/** What is known of samples before they are drawn. */
export interface SamplePlan {
  count: number
  /** Names of the run's conditions. */
  conditions: readonly string[]
  /** What the engine is given of them. */
  given: GivenConditions
  /** Null if nothing of it is needed. */
  dataset: SampledDataset | null
  /** Places, taken in turns; null if there are none. */
  places: Place[] | null
  /** The training patch that each sample takes its unknown numbers from; null if none are needed. */
  taken: TakenOver[] | null
  /** What undoes the standardisation of each sample, by channel; null if that is not asked for. */
  standards: Standard[][] | null
}

/**
 * Finds what samples are drawn under and where they lie, and refuses what can't be.
 * @throws CirrusError refused | invalid-params; FileFormatError
 */
export async function planSamples(request: SampleRequest): Promise<SamplePlan> {
  const { run, prior, seed, unit, formats, places: choice } = request
  const { record, config } = await readRunOfPatches(run)
  requireDrawable(run, config)
  const conditions = await drawnUnder(run, prior)
  const needed = unit === 'map' || formats.includes('fits') || choice?.kind === 'split'
  let dataset = needed ? await readSampledDataset(record) : null
  const placed = choice && (await samplePlaces(choice, dataset))
  const count = request.count ?? placed?.places.length
  if (count === undefined) throw wrong('count', 'How many samples? Give their number, or positions.')
  const columns = dataset && unit === 'map' ? standardColumns(dataset.channels) : []
  checkNames(request, conditions, columns, dataset)
  const given = { ...ofPlaces(placed, [...conditions, ...columns.flat()], count), ...request.given }
  const ofEngine = Object.fromEntries(Object.entries(given).filter(([name]) => conditions.includes(name)))
  if (conditions.some((name) => !(name in given))) dataset ??= await readSampledDataset(record)
  const draw = { count, seed, given: ofEngine }
  const takes = unit === 'map' || conditions.some((name) => !(name in given))
  const taken = takes ? await patchesOfSamples(dataset!, conditions, draw) : null
  const standards =
    unit === 'map'
      ? taken!.map(({ patch }, i) =>
          columns.map(([mean, std], c) => ({
            mean: givenTo(given, mean, i) ?? standardOf(patch, c).mean,
            std: givenTo(given, std, i) ?? standardOf(patch, c).std,
          })),
        )
      : null
  const flat = standards?.findIndex((one) => one.some(({ std }) => !(std > 0))) ?? -1
  if (flat >= 0) throw wrong('given', `The standard deviation given to sample ${flat} is not above 0.`)
  return { count, conditions, given: ofEngine, dataset, places: placed?.places ?? null, taken, standards }
}

/** Refuses given numbers that have no meaning for these samples. */
function checkNames(
  { given, unit }: SampleRequest,
  conditions: readonly string[],
  columns: readonly [string, string][],
  dataset: SampledDataset | null,
): void {
  for (const name of Object.keys(given)) {
    const [isStandard, isCondition] = [columns.flat().includes(name), conditions.includes(name)]
    if (!isStandard && !isCondition) {
      const known = conditions.length > 0 ? `only on ${conditions.join(', ')}` : 'on nothing'
      const remedy = name === 'mean' || name === 'std' ? ' Other samples have one in the unit of the map alone.' : ''
      throw wrong('given', `The run is not conditioned on ${name}, ${known}.${unit === 'map' ? '' : remedy}`)
    }
    const standardisation = dataset ? dataset.record.recipe.standardisation : 'patch'
    if (isStandard && standardisation !== 'patch') {
      const whole = standardisation === 'dataset' ? 'standardised as a whole' : 'not standardised'
      throw wrong('given', `The patches of the dataset are ${whole}: no sample has a ${name} of its own.`)
    }
  }
}

/** The numbers that samples have from their places: of those columns, and of conditions that are coordinates. */
function ofPlaces(placed: SamplePlaces | null, names: readonly string[], count: number): Record<string, number[]> {
  if (!placed) return {}
  const { places, columns } = placed
  const known: Record<string, number[]> = {
    ...columns,
    lon: places.map(({ lon }) => lon),
    lat: places.map(({ lat }) => lat),
    latitude: places.map(({ lat }) => Math.abs(lat)),
    rotation: places.map(({ rotation }) => rotation ?? 0),
  }
  return Object.fromEntries(
    names.flatMap((name) =>
      name in known ? [[name, Array.from({ length: count }, (_, i) => known[name][i % places.length])]] : [],
    ),
  )
}

/** The value of each condition of a sample. */
export const conditionsOfSample = (
  { conditions, given, taken }: Pick<SamplePlan, 'conditions' | 'given' | 'taken'>,
  index: number,
): number[] => conditions.map((name, c) => givenTo(given, name, index) ?? taken![index].conditions[c])

const wrong = (field: string, message: string) => new CirrusError('refused', message, undefined, { field })
