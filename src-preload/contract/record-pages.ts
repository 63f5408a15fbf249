import { estimateOf } from './estimators.ts'
import type { Job } from './jobs.ts'
import { priorOf } from './priors.ts'

/** The pages of the window that list records, by what they list; the page of one record is below its list. */
export const recordPages = {
  map: '/maps',
  dataset: '/datasets',
  run: '/runs',
  study: '/studies',
  validation: '/validations',
  inpainting: '/inpaintings',
} as const
export type RecordKind = keyof typeof recordPages

export const recordPage = (kind: RecordKind, id: string): string => `${recordPages[kind]}/${id}`

/** The page that shows what a job makes or changes. */
export function jobAddress({ kind, subject }: Pick<Job, 'kind' | 'subject'>): string | null {
  if (subject === null || kind === 'demo' || kind === 'tensorflow') return null
  if (kind === 'prior') return `${recordPage('run', priorOf(subject).runId)}?view=priors`
  if (kind === 'inpainting') {
    const { inpaintingId, name } = estimateOf(subject)
    return `${recordPage('inpainting', inpaintingId)}?estimate=${name}`
  }
  return recordPage(kind, subject)
}
