import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import type { RunEnvironment } from '../../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { recipeWords } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { writeSetting, type SettingName } from '../../../src-shared/model/training-settings.ts'
import { counted } from '../../../src-shared/text/counted.ts'
import { priorWords } from '../../../src-shared/validation/prior-words.ts'
import { tableOf, type Cell } from './html.ts'
import { nameOf, type Provenance, type Reported } from './reported.ts'

/** A table with a column per validation and a row per fact. */
const factsTable = (
  caption: string,
  all: readonly Reported[],
  facts: readonly (readonly [string, (reported: Reported) => Cell])[],
) =>
  tableOf({
    caption,
    head: ['', ...(all.length > 1 ? all.map(nameOf) : ['value'])],
    rows: facts.map(([name, of]) => [name, ...all.map(of)]),
  })

/** All settings of the training. */
export function configurationTable(all: readonly Reported[]): string {
  const names = Object.keys(all[0].validated.config) as SettingName[]
  return factsTable(
    'Settings of the training, as cirrus train --set takes them',
    all,
    names.map((name) => [name, ({ validated }) => writeSetting(validated.config[name])] as const),
  )
}

/** What was validated, when, by which version, and the command to repeat it. */
export const validationTable = (all: readonly Reported[]) =>
  factsTable('What was validated', all, [
    ['run', ({ validated }) => validated.run],
    ['checkpoint', ({ checkpoint, validated }) => `${checkpoint}, epoch ${validated.epoch}`],
    ['split', ({ validated }) => `${validated.split}, ${counted(validated.patches.length, 'patch', 'patches')}`],
    ['posterior samples (L of Eq. 10)', ({ validated }) => validated.samples],
    ['prior samples', ({ validated }) => validated.results.standard.sets.sample?.count ?? 0],
    ['drawn from', ({ validated }) => priorWords(validated.prior)],
    ['power spectra', ({ validated }) => recipeWords(validated.spectra, validated.width)],
    ['SHA-256 of their mask', ({ maskChecksum }) => maskChecksum ?? 'no mask'],
    ['validated', ({ createdAt, cirrus }) => `${createdAt}, Cirrus ${cirrus}`],
    ['seconds', ({ validated }) => validated.results.seconds],
    ['command', ({ command }) => command],
  ])

/** The file the patches come from, and what it holds. */
function originOf({ map, stack }: Provenance): { path: string; values: string; format: string } {
  if (map) {
    const { path, column, unit, coordsys } = map
    const pixels =
      'nside' in map
        ? `nside ${map.nside}, ${map.ordering}`
        : `image of ${map.width} x ${map.height} pixels, projection ${map.projection}`
    const format = `${pixels}, coordinates ${coordsys ?? 'not given'}`
    return { path, values: `${column}, ${unit || 'none'}`, format }
  }
  const { path = '', unit, type, shape = [], positions } = stack ?? {}
  const places = positions ? `positions from ${positions}` : 'no positions on the sky'
  return { path, values: unit || 'none', format: `.npy, ${type} [${shape.join(', ')}], ${places}` }
}

function gridWords(recipe: Dataset['recipe']): string {
  if (!('step' in recipe)) return 'as they were made elsewhere, '
  const { minLatitude, maxLatitude, centres, rowRule, step, rotation } = recipe
  const places = centres === 'random' ? 'random centres' : `every ${step}°, rows from ${rowRule}`
  const latitudes = `|b| > ${minLatitude}°${maxLatitude < 90 ? ` and < ${maxLatitude}°` : ''}`
  return `${places}, ${latitudes}, ${rotation === 'random' ? 'each rotated at random, ' : ''}`
}

/** Where the patches come from, down to checksums. */
export function provenanceTable(all: readonly Reported[]): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  return factsTable('The map, the recipe of the patches, and how much the splits overlap', all, [
    [
      all.some(({ provenance }) => provenance.stack) ? 'map or stack' : 'map',
      ({ provenance }) => originOf(provenance).path,
    ],
    ['its SHA-256', ({ provenance: { checksum } }) => checksum ?? 'the file is no longer there'],
    ['column, unit', ({ provenance }) => originOf(provenance).values],
    [
      all.some(({ provenance }) => provenance.stack) ? 'format' : 'HEALPix',
      ({ provenance }) => originOf(provenance).format,
    ],
    ['data', ({ provenance: { map } }) => map?.citation ?? null],
    ['dataset', ({ provenance: { dataset } }) => dataset.folder],
    ['SHA-256 of its values', ({ provenance: { dataset } }) => dataset.fingerprint],
    [
      'recipe',
      ({ provenance: { dataset } }) => {
        const { size, width, scale } = dataset.recipe
        return `${size} px of ${width}°, ${gridWords(dataset.recipe)}${scale} values`
      },
    ],
    ['split', ({ provenance: { dataset } }) => `${dataset.recipe.split}, seed ${dataset.recipe.seed}`],
    [
      'patches',
      ({ provenance: { dataset } }) => {
        const { train, validation, test, unused } = dataset.splits
        return `${dataset.count}: ${train} train, ${validation} validation, ${test} test, ${unused} unused`
      },
    ],
    [
      'test area also in training',
      ({ provenance: { dataset } }) =>
        dataset.overlap === null ? 'not known: no positions' : percent(dataset.overlap),
    ],
  ])
}

/** Precision of products, and of convolutions where the training was in bfloat16. */
const productsOf = ({ precision }: TrainingConfig, { productPrecision, bfloat16Kernels }: RunEnvironment) =>
  precision === 'bfloat16' ? `${productPrecision}; convolutions bfloat16, ${bfloat16Kernels}` : productPrecision

/** The environment of each start of each training. */
export function environmentTables(all: readonly Reported[]): string {
  const gigabytes = (bytes: number | null) => (bytes === null ? null : `${(bytes / 1e9).toFixed(1)} GB`)
  return all
    .map((reported) =>
      tableOf({
        caption: `Environment of the training of ${nameOf(reported)}; seed ${reported.validated.config.seed}`,
        head: ['started', 'Cirrus', 'TensorFlow', 'device', 'driver', 'memory', 'threads', 'products', 'XLA'],
        rows: reported.environments.map((each) => [
          each.startedAt,
          each.cirrus,
          each.tensorflow,
          `${each.device} (${each.kind})`,
          each.driver,
          gigabytes(each.memoryBytes),
          `${each.threads.intraOp} in an operation, ${each.threads.interOp} operations at once`,
          productsOf(reported.validated.config, each),
          each.xla ? 'yes' : 'no',
        ]),
      }),
    )
    .join('\n')
}
