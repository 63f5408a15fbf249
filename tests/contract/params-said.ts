import { contract, type CirrusContract } from '../../src-preload/contract/index.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { createClient } from '../../src-preload/rpc/client.ts'
import { createMemoryPorts } from '../../src-preload/rpc/memory-ports.ts'
import { createServer, type Handlers } from '../../src-preload/rpc/server.ts'
import type { MethodName } from '../../src-preload/rpc/table.ts'

export type Name = MethodName<CirrusContract>

/** Thrown by every handler here once it has received its parameters. */
class Taken {
  readonly params: unknown
  constructor(params: unknown) {
    this.params = params
  }
}

let last: Taken | null = null
const handlers = Object.fromEntries(
  Object.keys(contract.methods).map((name) => [
    name,
    (params: unknown) => {
      last = new Taken(params)
      throw new CirrusError('busy', 'taken')
    },
  ]),
) as unknown as Handlers<CirrusContract>
const [near, far] = createMemoryPorts()
createServer(contract, handlers).attach(far)
const client = createClient(contract, near)

/** What a handler receives when a window calls with these parameters, or the refused field and the message. */
export async function said(name: Name, params: unknown): Promise<{ params: unknown } | { field: string; why: string }> {
  last = null
  try {
    await client.call(name, params as never)
    throw new Error('the handler answered')
  } catch (error) {
    if (!(error instanceof CirrusError)) throw error
    if (error.code === 'busy') return { params: (last as Taken | null)!.params }
    if (error.code !== 'invalid-params') throw error
    return { field: error.field ?? '', why: error.message }
  }
}
