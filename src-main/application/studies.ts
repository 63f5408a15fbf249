import type { StudySummary, studyEvents, studyMethods } from '../../src-preload/contract/studies.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../src-preload/rpc/server.ts'
import { found, type Context } from './context.ts'
import { summarise } from './studies/summary.ts'

type StudyContract = { methods: typeof studyMethods; events: typeof studyEvents }

const later = (): never => {
  throw new CirrusError('conflict', 'Studies cannot be run yet.')
}

export function studyHandlers({ catalog }: Context): Handlers<StudyContract> {
  const get = (id: string): StudySummary =>
    summarise(found(catalog.studies.get(id), 'study', id), catalog.trials.of(id))
  return {
    'studies.list': () => catalog.studies.list().map(({ id }) => get(id)),
    'studies.get': ({ id }) => get(id),
    'studies.trials': ({ id }) => (get(id), catalog.trials.of(id)),
    'studies.start': later,
    'studies.pause': later,
    'studies.resume': later,
    'studies.stop': later,
    'studies.update': later,
    'studies.enqueue': later,
    'studies.trainLonger': later,
    'studies.importance': later,
    'studies.model': later,
    'studies.import': later,
    'studies.export': later,
    'studies.log': later,
    'studies.remove': later,
  }
}
