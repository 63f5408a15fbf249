import type { Application } from '../application/index.ts'
import { contract } from '../../src-preload/contract/index.ts'
import type { CirrusContract } from '../../src-preload/contract/index.ts'
import { createServer } from '../../src-preload/rpc/server.ts'
import type { Server } from '../../src-preload/rpc/server.ts'

export type ApplicationRpc = Pick<Server<CirrusContract>, 'attach' | 'close'>

/** Reports bugs to the terminal in which Cirrus was started; windows get them as typed errors too. */
const report = (error: unknown, where: string) => {
  const message = error instanceof Error && where !== 'message' ? error.stack : String(error)
  process.stderr.write(`cirrus: ${where}: ${message}\n`)
}

/** Serves the application's methods and events to any number of ports, until closed. */
export const serveApplication = (application: Pick<Application, 'handlers' | 'events'>): ApplicationRpc => {
  const server = createServer(contract, application.handlers, { onError: report })
  const off = application.events.subscribe((event, payload) => server.broadcast(event, payload))
  return {
    attach: server.attach,
    close() {
      off()
      server.close()
    },
  }
}
