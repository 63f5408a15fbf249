import type { z } from 'zod'
import { contract } from '../../../src-preload/contract/index.ts'
import type { CirrusContract } from '../../../src-preload/contract/index.ts'
import { createServer } from '../../../src-preload/rpc/server.ts'
import type { Handlers, Server } from '../../../src-preload/rpc/server.ts'

/** Keys that a schema strips because the contract does not have them. */
function strayKeys(value: unknown, parsed: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || typeof parsed !== 'object' || parsed === null) return []
  return Object.entries(value).flatMap(([key, inside]) =>
    inside === undefined || key in parsed
      ? strayKeys(inside, (parsed as Record<string, unknown>)[key], `${path}.${key}`)
      : [`${path}.${key}: not in the contract`],
  )
}

/** @throws Error that says where a value violates its schema or has keys that the schema lacks */
export function checkFit(schema: z.ZodType, value: unknown, what: string): void {
  const { error, data } = schema.safeParse(value)
  const issues = error
    ? error.issues.map(({ path, message }) => `${[what, ...path].join('.')}: ${message}`)
    : strayKeys(value, data, what)
  if (issues.length > 0) throw new Error(`The fake host does not keep the contract: ${issues.join('; ')}`)
}

/**
 * A server whose every result and event is parsed by the contract's schemas. An invalid result fails the call, and the
 * error is also thrown uncaught, so that the test fails however the page handles the failed call.
 */
export function createCheckedServer(handlers: Handlers<CirrusContract>): Server<CirrusContract> {
  const checked = Object.entries(handlers).map(([name, handler]) => [
    name,
    async (...args: Parameters<typeof handler>) => {
      const result: unknown = await (handler as (...args: unknown[]) => unknown)(...args)
      try {
        checkFit(contract.methods[name as keyof typeof contract.methods].result, result, name)
      } catch (misfit) {
        void Promise.reject(misfit as Error)
        throw misfit
      }
      return result
    },
  ])
  const server = createServer(contract, Object.fromEntries(checked) as Handlers<CirrusContract>)
  return {
    ...server,
    broadcast(name, payload) {
      checkFit(contract.events[name], payload, name)
      server.broadcast(name, payload)
    },
  }
}
