import { once } from 'node:events'
import { chmod, mkdir, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { WebSocket } from 'ws'
import type { Application } from '../application/index.ts'
import type { Port } from '../../src-preload/rpc/port.ts'
import { webSocketPort } from '../../src-preload/rpc/web-socket-port.ts'
import { serveApplication } from './application-rpc.ts'
import { createRpcSockets } from './rpc-sockets.ts'

/** If the host does not answer within this time (it may be suspended), the connection fails. */
const HANDSHAKE_MILLISECONDS = 5000

/** A Unix socket in its own folder, accessible only to the owner. */
const socketIn = (home: string) => join(home, 'door', 'socket')

/**
 * Lets commands of the same user talk to the application that holds a home: `cirrus study pause` in a terminal, say,
 * while the window runs the study. If no socket can be created (its path exceeds the system's 107 bytes, or the file
 * system has no sockets), the home is held anyway, and such commands report that it is in use.
 */
export async function openHomeSocket(
  application: Pick<Application, 'home' | 'handlers' | 'events'>,
): Promise<{ close(): Promise<void> }> {
  const path = socketIn(application.home)
  const rpc = serveApplication(application)
  const sockets = createRpcSockets(rpc.attach)
  const server = createServer((_, reply) => void reply.writeHead(404).end())
  server.on('upgrade', (message, connection, head) => sockets.accept(message, connection, head))
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await chmod(dirname(path), 0o700)
    // Only one application holds the home at a time: an existing socket was left by a host that died.
    await rm(path, { force: true })
    server.listen(path)
    await once(server, 'listening')
  } catch {
    sockets.close()
    rpc.close()
    return { close: async () => undefined }
  }
  return {
    async close() {
      sockets.close()
      rpc.close()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** A port to the application that holds a home; null if none does or it does not answer. */
export async function connectToHome(home: string): Promise<Port | null> {
  const path = socketIn(home)
  const socket = new WebSocket('ws://localhost/', {
    createConnection: () => connect(path),
    perMessageDeflate: false,
    handshakeTimeout: HANDSHAKE_MILLISECONDS,
  })
  const port = webSocketPort(socket)
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true))
    socket.once('close', () => resolve(false))
  })
  return isOpen ? port : null
}
