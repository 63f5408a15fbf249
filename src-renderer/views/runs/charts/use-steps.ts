import { useDatasets } from '../../../stores/datasets.ts'
import { useRuns } from '../../../stores/runs.ts'
import { stepsPerEpoch } from '../../../../src-shared/model/steps-per-epoch.ts'

/** Steps per epoch of a run; NaN if its dataset was deleted. */
export function useSteps() {
  const runs = useRuns()
  const datasets = useDatasets()
  return (id: string): number => {
    const run = runs.find(id)
    const dataset = run?.datasetId ? datasets.find(run.datasetId) : undefined
    return run && dataset ? stepsPerEpoch(dataset.splits.train, run.config.batchSize) : NaN
  }
}
