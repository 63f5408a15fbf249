import { join, resolve } from 'node:path'
import type { runEvents, runMethods } from '../../../src-preload/contract/runs.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { openSafetensors } from '../../files/safetensors.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { inField } from '../host/in-field.ts'
import { takenIn } from '../host/naming.ts'
import { datedId, slug } from '../../../src-shared/text/names.ts'
import { tellChange } from '../host/tell-change.ts'
import { checkBatchSize, datasetToTrainOn } from './dataset-to-train-on.ts'
import { newRun } from './new-run.ts'
import { queueTraining } from './queue-training.ts'
import { removeRun } from './remove-run.ts'
import { resumeRun } from './resume-run.ts'
import { listRunFiles, readRun } from './run-folder.ts'
import { readRunLog } from './run-log.ts'
import { stopRuns } from './stop-runs.ts'

type RunContract = { methods: typeof runMethods; events: typeof runEvents }

export function runHandlers(context: Context): Handlers<RunContract> {
  const { catalog, layout } = context
  const get = (id: string) => found(catalog.runs.get(id), 'run', id)
  return {
    'runs.list': ({ studyId }) => catalog.runs.list().filter((run) => studyId === undefined || run.studyId === studyId),
    'runs.get': ({ id }) => get(id),
    'runs.metrics': ({ id }) => (get(id), catalog.metrics.of(id)),
    'runs.environments': async ({ id }) => (await readRun(get(id).folder)).record.environments,
    'runs.files': ({ id }) => listRunFiles(get(id).folder),
    'runs.log': async ({ id }) => ({ text: await readRunLog(get(id).folder) }),
    'runs.presets': () => presets,

    async 'runs.start'({ datasetId, name, config, weights }) {
      // An unreadable file is refused here; whether its layers fit is checked by the engine.
      if (weights !== null) await inField('weights', async () => (await openSafetensors(weights)).close())
      const dataset = datasetToTrainOn(context, datasetId, config)
      checkBatchSize(dataset, config)
      const id = datedId(slug(name ?? config.preset), takenIn(layout.runs, catalog.runs))
      catalog.runs.insert(
        newRun({
          id,
          name: name ?? id,
          studyId: null,
          datasetId,
          datasetName: dataset.name,
          config,
          startWeights: weights === null ? null : resolve(weights),
          folder: join(layout.runs, id),
        }),
      )
      queueTraining(context, id)
      return get(id)
    },

    async 'runs.stop'({ id }) {
      await stopRuns(context, [get(id)])
      return get(id)
    },

    'runs.resume': ({ id, epochs }) => resumeRun(context, id, epochs),

    'runs.update'({ id, ...changes }) {
      const run = found(catalog.runs.update(id, changes), 'run', id)
      tellChange(context, 'runs', id)
      return run
    },

    async 'runs.remove'({ id }) {
      get(id)
      await removeRun(context, id)
      return {}
    },
  }
}
