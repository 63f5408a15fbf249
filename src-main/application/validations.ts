import type { validationEvents, validationMethods } from '../../src-preload/contract/validations.ts'
import type { Handlers } from '../../src-preload/rpc/server.ts'
import { found, type Context } from './context.ts'

type ValidationContract = { methods: typeof validationMethods; events: typeof validationEvents }

/** Nothing is validated here yet: the contract is there, for those who build on it. */
export function validationHandlers({ catalog }: Context): Handlers<ValidationContract> {
  const none = ({ id }: { id: string }) => found<never>(null, 'validation', id)
  return {
    'validations.list': () => [],
    'validations.get': none,
    'validations.results': none,
    'validations.patches': none,
    'validations.nearest': none,
    'validations.start': ({ runId }) => none(found(catalog.runs.get(runId), 'run', runId)),
    'validations.stop': none,
    'validations.remove': none,
  }
}
