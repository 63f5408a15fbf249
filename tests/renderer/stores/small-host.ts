import { createPinia, setActivePinia } from 'pinia'
import { contract } from '../../../src-preload/contract/index.ts'
import type { CirrusContract } from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { createMemoryPorts } from '../../../src-preload/rpc/memory-ports.ts'
import { createServer } from '../../../src-preload/rpc/server.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { connect } from '../../../src-renderer/connection/index.ts'
import { until } from '../window.ts'

/**
 * A host that answers what a test defines and refuses the rest, with the window's connection to it and empty stores.
 * `asked` counts calls by method.
 */
export async function connectTo(handlers: Partial<Handlers<CirrusContract>>) {
  setActivePinia(createPinia())
  const asked: Record<string, number> = {}
  const described = {
    version: '0.1.0',
    door: 'browser',
    platform: 'linux x64',
    home: '/h',
    userHome: '/u',
    notice: null,
  } as const
  const all = new Proxy({ 'host.describe': () => described, ...handlers } as Record<string, unknown>, {
    get: (known, name: string) => {
      asked[name] = (asked[name] ?? 0) + 1
      return known[name] ?? (() => Promise.reject(new CirrusError('refused', `${name}: nobody answers.`)))
    },
  })
  const server = createServer(contract, all as never as Handlers<CirrusContract>)
  const connection = connect(async () => {
    const [mine, theirs] = createMemoryPorts()
    server.attach(theirs)
    return mine
  })
  await until(() => connection.state.phase === 'connected')
  const reconnect = async () => {
    server.close()
    await until(() => connection.state.phase === 'lost')
    connection.retry()
    await until(() => connection.state.phase === 'connected')
  }
  return { server, connection, asked, reconnect }
}
export type SmallHost = Awaited<ReturnType<typeof connectTo>>

/** Long enough for in-memory messages to arrive, and for a frame. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 40))
