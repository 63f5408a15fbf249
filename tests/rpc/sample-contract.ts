import { z } from 'zod'
import type { Handlers } from '../../src-preload/rpc/server.ts'
import { CirrusError, refused } from '../../src-preload/rpc/errors.ts'
import { event, joinContracts, method } from '../../src-preload/rpc/table.ts'

/** A small contract with everything that a contract may contain. */
export const sampleContract = joinContracts(
  {
    methods: {
      'sum.add': method({
        params: z.object({ terms: z.array(z.number()), scale: z.number().default(1) }),
        result: z.number(),
      }),
      'sum.count': method({
        params: z.object({ to: z.number().int() }),
        result: z.string(),
        progress: z.object({ at: z.number() }),
      }),
    },
    events: { 'sum.changed': event(z.object({ total: z.number() })) },
  },
  {
    methods: {
      'task.wait': method({ params: z.object({}), result: z.object({}) }),
      'task.fail': method({ params: z.object({ how: z.string() }), result: z.object({}) }),
      'task.lie': method({ params: z.object({}), result: z.number() }),
      'task.nothing': method({ params: z.undefined(), result: z.undefined() }),
    },
    events: {},
  },
)
export type SampleContract = typeof sampleContract

/** Handlers, and the log of their events. */
export function sampleHandlers(): { handlers: Handlers<SampleContract>; happened: string[] } {
  const happened: string[] = []
  const handlers: Handlers<SampleContract> = {
    'sum.add': ({ terms, scale }) => scale * terms.reduce((a, b) => a + b, 0),
    'sum.count': async ({ to }, { progress }) => {
      for (let at = 1; at <= to; at++) {
        progress({ at })
        if (at % 10 === 0) await Promise.resolve()
      }
      return `counted to ${to}`
    },
    'task.wait': (_, { signal }) =>
      new Promise((_resolve, reject) => {
        happened.push('waiting')
        signal.addEventListener('abort', () => {
          happened.push('aborted')
          reject(signal.reason)
        })
      }),
    'task.fail': async ({ how }) => {
      if (how === 'refused') throw refused('map.fits', 'HDU 1, TFORM1', 'type 9Q is unknown')
      if (how === 'details') throw new CirrusError('conflict', 'It exists.', 'id 7', { field: 'config.name' })
      if (how === 'string') throw 'a bare string'
      throw new Error('a defect', { cause: new Error('its cause') })
    },
    'task.lie': () => 'not a number' as unknown as number,
    'task.nothing': () => undefined,
  }
  return { handlers, happened }
}
