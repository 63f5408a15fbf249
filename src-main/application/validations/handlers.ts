import { existsSync } from 'node:fs'
import { isUnderWay } from '../../../src-preload/contract/states.ts'
import type { Dataset, SplitName } from '../../../src-preload/contract/datasets.ts'
import type { Run } from '../../../src-preload/contract/runs.ts'
import type { Validation, validationEvents, validationMethods } from '../../../src-preload/contract/validations.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { removeLeftovers } from '../../files/atomic.ts'
import { chosenEpoch } from '../../engine/inference/trained-model.ts'
import { computations } from '../host/computations.ts'
import { found } from '../host/found.ts'
import { inField } from '../host/in-field.ts'
import { type Context } from '../host/context.ts'
import { tellChange } from '../host/tell-change.ts'
import { readSpectrumSky } from '../maps/spectrum-sky.ts'
import { requireAutoencoder } from '../runs/require-autoencoder.ts'
import { maskChecksum, priorVersionOf, validateRun, validationFolder, validationName } from './validate-run.ts'
import { summarise, validationFiles } from './validation-folder.ts'

type ValidationContract = { methods: typeof validationMethods; events: typeof validationEvents }

const all = (context: Context) =>
  computations<Validation>(context, {
    kind: 'validation',
    of: 'validation',
    table: context.catalog.validations,
    tell: ({ id }) => tellChange(context, 'validations', id),
  })

/** Marks validations of a dead host as interrupted, and removes what it left of pictures that complete ones get later. */
export async function recoverValidations(context: Context): Promise<void> {
  for (const { state, folder } of context.catalog.validations.list()) {
    if (state === 'complete') await removeLeftovers(folder)
  }
  all(context).recover()
}

export function validationHandlers(context: Context): Handlers<ValidationContract> {
  const { catalog, engines, validationRecords } = context
  const { get, begin, stop, remove } = all(context)
  return {
    'validations.list': ({ runId }) =>
      catalog.validations.list().filter((validation) => runId === null || validation.runId === runId),
    'validations.get': ({ id }) => get(id),
    'validations.results': async ({ id }) => (await validationRecords.of(get(id))).results,
    'validations.patches': async ({ id }) => (await validationRecords.of(get(id))).patches,
    'validations.nearest': async ({ id }) => (await validationRecords.of(get(id))).nearest,

    async 'validations.start'({ runId, config }) {
      const { run, dataset } = runToValidate(context, runId, config.split)
      await inField('runId', () => requireAutoencoder(run.name, run.config))
      const epoch = await chosenEpoch(run.folder, config.checkpoint)
      const { size, width } = dataset.recipe
      await inField('config.spectra', () =>
        readSpectrumSky(dataset.name, { rows: size, columns: size, width }, config.spectra),
      )
      const version = await inField('config.prior', () => priorVersionOf(run.folder, config))
      const name = validationName(epoch, config, await maskChecksum(config.spectra), version)
      const id = `${run.id}.${name}`
      const known = catalog.validations.get(id)
      if (known && isUnderWay(known)) return known
      if (known?.state === 'complete' && existsSync(validationFiles(known.folder).record)) return known
      const validation: Validation = {
        id,
        runId,
        runName: run.name,
        datasetId: dataset.id,
        config,
        epoch,
        size,
        width,
        unit: dataset.unit,
        folder: validationFolder(run.folder, name),
        state: 'waiting',
        failure: null,
        summary: null,
        createdAt: new Date().toISOString(),
      }
      if (known) catalog.validations.remove(id)
      return begin(validation, {
        title: `Validate ${run.name} (${config.split})`,
        async compute({ signal, progress }) {
          const record = await validateRun(engines.interactive, {
            run: run.folder,
            dataset: dataset.folder,
            config,
            folder: validation.folder,
            alike: catalog.validations
              .list()
              .filter((other) => other.runId === run.id && other.id !== id)
              .map((other) => other.folder),
            signal,
            onProgress: progress,
          })
          const summary = summarise(record)
          const note = `${summary.count} patches, mean squared error ${summary.meanSquaredError.toPrecision(3)}`
          return { changes: { summary }, note }
        },
      })
    },

    'validations.stop': ({ id }) => stop(id),

    async 'validations.remove'({ id }) {
      await remove(id)
      return {}
    },
  }
}

/**
 * @throws CirrusError not-found | conflict for a run without a checkpoint, patches that are gone, or an empty split:
 *   each with its field
 */
function runToValidate({ catalog }: Context, runId: string, split: SplitName): { run: Run; dataset: Dataset } {
  const run = found(catalog.runs.get(runId), 'run', runId, 'runId')
  const ofRun = run.datasetId === null ? null : catalog.datasets.get(run.datasetId)
  const dataset = found(ofRun, 'dataset', run.datasetName, 'runId')
  const conflict = (message: string, field: string) => new CirrusError('conflict', message, undefined, { field })
  if (run.epoch === 0) throw conflict(`${run.name} has no checkpoint yet; train it for an epoch first.`, 'runId')
  if (dataset.state !== 'complete')
    throw conflict(`${dataset.name} is ${dataset.state}; a validation needs the complete dataset.`, 'runId')
  if (dataset.splits[split] === 0)
    throw conflict(`${dataset.name} has no ${split} patches; choose another split.`, 'config.split')
  return { run, dataset }
}
