import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import type { Job } from '../../../src-preload/contract/jobs.ts'
import type { JobControl } from '../../jobs/queue.ts'
import type { Context } from '../host/context.ts'
import { tellChange } from '../host/tell-change.ts'
import { userFailure } from '../host/user-errors.ts'
import type { DatasetRecord } from './dataset-folder.ts'
import { refusalWords } from './refusal-counts.ts'

/** A dataset before its patches are made: with planned numbers. */
export type PlannedDataset = Omit<Dataset, 'state' | 'failure' | 'fingerprint' | 'createdAt'>

interface DatasetJob {
  title: string
  /** Fills the dataset's folder. */
  work(control: JobControl): Promise<DatasetRecord>
}

/** Registers a dataset and starts the job that makes its patches; its row follows the job. */
export function startDatasetJob(
  context: Context,
  planned: PlannedDataset,
  { title, work }: DatasetJob,
): { dataset: Dataset; done: Promise<Job> } {
  const { catalog, jobs } = context
  const { id } = planned
  const dataset = catalog.datasets.insert({
    ...planned,
    state: 'waiting',
    failure: null,
    fingerprint: null,
    createdAt: new Date().toISOString(),
  })
  const change = (changes: Partial<Dataset>) => {
    catalog.datasets.update(id, changes)
    tellChange(context, 'datasets', id)
  }
  tellChange(context, 'datasets', id)
  const { done } = jobs.start({
    kind: 'dataset',
    title,
    subject: id,
    lane: 'sky',
    dropped: () => change({ state: 'interrupted' }),
    async work(control) {
      change({ state: 'running' })
      try {
        const { recipe, count, splits, overlap, fingerprint, refused } = await work(control)
        change({ state: 'complete', recipe, count, splits, overlap, fingerprint })
        return `${count} patches${refused.length > 0 ? `; left out: ${refusalWords(refused)}` : ''}`
      } catch (error) {
        const stopped = control.signal.aborted
        change(stopped ? { state: 'interrupted' } : { state: 'failed', failure: userFailure(error) })
        throw error
      }
    },
  })
  return { dataset, done }
}
