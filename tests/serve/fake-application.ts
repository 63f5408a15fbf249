import { contract } from '../../src-preload/contract/index.ts'
import type { CirrusContract } from '../../src-preload/contract/index.ts'
import type { Handlers } from '../../src-preload/rpc/server.ts'
import type { Application } from '../../src-main/application/index.ts'

/**
 * An application of the same shape as the real one: every method returns an empty answer, except those replaced by
 * `answers`.
 */
export const createFakeApplication = (answers: Partial<Handlers<CirrusContract>> = {}) => {
  const listeners = new Set<(event: string, payload: unknown) => void>()
  const handlers = Object.fromEntries(Object.keys(contract.methods).map((name) => [name, () => []]))
  const asked: Request[] = []
  return {
    application: {
      /** Not a folder: nothing can be created in it. */
      home: '/dev/null/home',
      handlers: { ...handlers, ...answers } as unknown as Application['handlers'],
      events: {
        subscribe: (listener: (event: string, payload: unknown) => void) => {
          listeners.add(listener)
          return () => void listeners.delete(listener)
        },
      } as Application['events'],
      resources: async (request: Request) => {
        asked.push(request)
        return new Response(new Float32Array([1, 2, 3]), { headers: { 'Content-Type': 'application/octet-stream' } })
      },
    },
    asked,
    listeners,
    emit: (event: string, payload: unknown) => listeners.forEach((listener) => listener(event, payload)),
  }
}
