import type { Application } from '../application/index.ts'
import { watchedMethods, watchingWords } from '../../src-preload/contract/watching.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import type { Resources } from './site.ts'

const refuse = () => {
  throw new CirrusError('refused', watchingWords)
}

type Served = Pick<Application, 'handlers' | 'events'>

/** An application for windows that only watch: they are told everything, and all but `watchedMethods` is refused. */
export function watching({ handlers, events }: Served): Served {
  const allowed: readonly string[] = watchedMethods
  const limited = Object.entries(handlers).map(([name, handler]) => [name, allowed.includes(name) ? handler : refuse])
  return {
    handlers: {
      ...(Object.fromEntries(limited) as Served['handlers']),
      'host.describe': async (...asked) => ({ ...(await handlers['host.describe'](...asked)), watching: true }),
    },
    events,
  }
}

/** Its resources: what the catalog has, but no mask from a file that the address names. */
export const watchedResources =
  (resources: Resources): Resources =>
  async (request) =>
    new URL(request.url).searchParams.get('choice')?.includes('"path"')
      ? new Response(`${watchingWords}\n`, { status: 403, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
      : resources(request)
