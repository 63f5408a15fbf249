import type { studyEvents, studyMethods } from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'

const none = ({ id }: { id: string }): never => {
  throw new CirrusError('not-found', `There is no study ${id}.`)
}

/** The studies of a host in memory: there are none. */
export const createFakeStudies = (): Handlers<{ methods: typeof studyMethods; events: typeof studyEvents }> => ({
  'studies.list': () => [],
  'studies.get': none,
  'studies.trials': none,
  'studies.start': () => {
    throw new CirrusError('conflict', 'No studies here.')
  },
  'studies.pause': none,
  'studies.resume': none,
  'studies.stop': none,
  'studies.update': none,
  'studies.enqueue': none,
  'studies.trainLonger': none,
  'studies.importance': none,
  'studies.model': none,
  'studies.import': none,
  'studies.export': none,
  'studies.log': none,
  'studies.remove': none,
})
