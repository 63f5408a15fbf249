import type { Run } from '../../../src-preload/contract/runs.ts'

/** Adds a run to the catalog before its training starts. */
export const newRun = (
  run: Pick<Run, 'id' | 'name' | 'studyId' | 'datasetId' | 'datasetName' | 'config' | 'startWeights' | 'folder'>,
): Run => ({
  ...run,
  state: 'waiting',
  failure: null,
  epoch: 0,
  bestEpoch: null,
  bestValidationLoss: null,
  bestTestLoss: null,
  device: null,
  parameters: null,
  createdAt: new Date().toISOString(),
  startedAt: null,
  endedAt: null,
  starred: false,
  note: '',
  tags: [],
  archived: false,
})
