import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Port } from '../../src-preload/rpc/port.ts'
import { startHeartbeat } from './heartbeat.ts'
import { pacedPort } from './paced-port.ts'

/** Calls are small; arrays travel as resources. A larger frame closes the socket with code 1009 (RFC 6455, 7.4.1). */
const MAX_FRAME_BYTES = 2 ** 20
/** WebSocket close code "going away". */
const GOING_AWAY = 1001
/** How long a peer may take to answer the close. */
const GOODBYE_MILLISECONDS = 500

export type RpcSockets = {
  /** Completes the WebSocket handshake of a visitor that was already checked. */
  accept(message: IncomingMessage, connection: Duplex, head: Buffer): void
  close(): void
}

/**
 * Sockets to the application: each becomes a port that is passed to `attach`. A peer that does not answer pings is
 * dropped, and its calls are cancelled.
 *
 * @param heartbeat milliseconds between pings
 */
export const createRpcSockets = (attach: (port: Port) => void, heartbeat = 30_000): RpcSockets => {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })

  return {
    accept(message, connection, head) {
      server.handleUpgrade(message, connection, head, (socket) => {
        startHeartbeat(socket, connection as Socket, heartbeat)
        attach(pacedPort(socket, connection))
      })
    },
    close() {
      for (const socket of server.clients) {
        socket.close(GOING_AWAY, 'Cirrus stops')
        setTimeout(() => socket.terminate(), GOODBYE_MILLISECONDS).unref()
      }
      server.close()
    },
  }
}
