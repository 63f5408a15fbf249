import { contract, type CirrusContract } from '../../src-preload/contract/index.ts'
import type { MethodName, ParamsInputOf, ResultOf } from '../../src-preload/rpc/table.ts'
import type { Application } from '../application/index.ts'

/** Calls a method of the application as a window does, from its own process. */
export async function ask<K extends MethodName<CirrusContract>>(
  { handlers }: Pick<Application, 'handlers'>,
  name: K,
  params: ParamsInputOf<CirrusContract, K>,
): Promise<ResultOf<CirrusContract, K>> {
  const { params: given, result } = contract.methods[name]
  const context = { signal: new AbortController().signal, progress: () => {} }
  return result.parse(await handlers[name](given.parse(params) as never, context)) as never
}
