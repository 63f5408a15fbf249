import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApplication, type Application } from '../../src-main/application/index.ts'
import type { CirrusContract } from '../../src-preload/contract/index.ts'
import type { MethodName, ParamsInputOf, ResultOf } from '../../src-preload/rpc/table.ts'
import { createClient } from '../../src-preload/rpc/client.ts'
import { createMemoryPorts } from '../../src-preload/rpc/memory-ports.ts'
import { createServer } from '../../src-preload/rpc/server.ts'
import { contract } from '../../src-preload/contract/index.ts'

export const temporaryHome = () => {
  const home = mkdtempSync(join(tmpdir(), 'cirrus-home-'))
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) }
}

export type ApplicationOptions = Partial<Parameters<typeof createApplication>[0]>

/** A whole application behind the same interface as for a window: every call is parsed on both sides. */
export async function openApplication(home: string, options: ApplicationOptions = {}) {
  const application = await createApplication({ home, door: 'terminal', ...options })
  const [near, far] = createMemoryPorts()
  const server = createServer(contract, application.handlers)
  server.attach(far)
  application.events.subscribe((name, payload) => server.broadcast(name, payload))
  const client = createClient(contract, near)
  return {
    application,
    client,
    call: <K extends MethodName<CirrusContract>>(
      name: K,
      params: ParamsInputOf<CirrusContract, K>,
    ): Promise<ResultOf<CirrusContract, K>> => client.call(name, params),
    get: (address: string) => application.resources(new Request(`http://cirrus${address}`)),
    async close() {
      client.close()
      await application.close()
    },
  }
}
export type Opened = Awaited<ReturnType<typeof openApplication>>
export type { Application }
export { tinyConfig } from './tiny-config.ts'
export { until } from './until.ts'
