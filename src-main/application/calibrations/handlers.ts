import type {
  calibrationEvents,
  calibrationMethods,
  KeptCalibration,
} from '../../../src-preload/contract/calibrations.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { estimatorFacts, estimateTitle } from '../../../src-shared/inpainting/estimator-facts.ts'
import { quotedShares } from '../../../src-shared/inpainting/calibration.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'
import { calibrate, planCalibration } from './calibrate.ts'
import { keepCalibration, keptCalibrations, type StoredCalibration } from './kept-calibrations.ts'

type CalibrationContract = { methods: typeof calibrationMethods; events: typeof calibrationEvents }

/** A run, or a dataset for estimators without a model. */
type Owner = Pick<KeptCalibration, 'runId' | 'datasetId'> & { id: string; folder: string; name: string }

export function calibrationHandlers({
  catalog,
  emit,
  engines,
  jobs,
}: Pick<Context, 'catalog' | 'emit' | 'engines' | 'jobs'>): Handlers<CalibrationContract> {
  const ofRun = (id: string): Owner => ({ ...found(catalog.runs.get(id), 'run', id), runId: id, datasetId: null })
  const ofDataset = (id: string): Owner => ({
    ...found(catalog.datasets.get(id), 'dataset', id),
    ...{ runId: null, datasetId: id },
  })
  const recordOf = ({ id, runId, datasetId }: Owner, { name, ...stored }: StoredCalibration): KeptCalibration => ({
    ...{ id: `${id}.${name}`, runId, datasetId },
    ...stored,
  })
  return {
    async 'calibrations.list'({ runId, datasetId }) {
      const owners = [...(runId === null ? [] : [ofRun(runId)]), ...(datasetId === null ? [] : [ofDataset(datasetId)])]
      const all = await Promise.all(
        owners.map(async (owner) => (await keptCalibrations(owner.folder)).map((stored) => recordOf(owner, stored))),
      )
      return all.flat().sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    },

    async 'calibrations.compute'({ runId, datasetId, ...choice }) {
      const dataset = ofDataset(datasetId)
      const { kind } = choice.estimator
      const usesRun = estimatorFacts[kind].model !== null && runId !== null
      const owner = usesRun ? ofRun(runId) : dataset
      const run = usesRun ? owner.folder : null
      const plan = await planCalibration({ choice, run, dataset: dataset.folder })
      return jobs.start({
        kind: usesRun ? 'run' : 'dataset',
        title: `Calibration of ${estimateTitle(kind)}, ${owner.name}`,
        subject: owner.id,
        reads: true,
        lane: 'interactive',
        async work({ signal, progress }) {
          const found = await calibrate(engines.interactive, plan, { signal, onProgress: progress })
          const stored = await keepCalibration(owner.folder, { choice, ...found })
          const record = recordOf(owner, stored)
          emit('calibrations.changed', { id: record.id, record })
          const { of68, of95 } = quotedShares(found.calibration.all)
          return `68 % intervals hold ${percent(of68.share)}, 95 % intervals ${percent(of95.share)} of the truth`
        },
      }).job
    },
  }
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`
