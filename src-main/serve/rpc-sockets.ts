import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { Port } from '../../src-preload/rpc/port.ts'
import { webSocketPort } from '../../src-preload/rpc/web-socket-port.ts'

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
 * Sockets to the application: each becomes a port that is passed to `attach`. A peer that does not answer a ping before
 * the next one is considered gone (a closed laptop, a broken tunnel), and its calls are cancelled.
 *
 * @param heartbeat milliseconds between pings
 */
export const createRpcSockets = (attach: (port: Port) => void, heartbeat = 30_000): RpcSockets => {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })
  const silent = new WeakSet<WebSocket>()

  server.on('connection', (socket) => {
    socket.on('pong', () => silent.delete(socket))
    attach(webSocketPort(socket))
  })
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket)) socket.terminate()
      else {
        silent.add(socket)
        socket.ping()
      }
    }
  }, heartbeat)
  timer.unref()

  return {
    accept(message, connection, head) {
      server.handleUpgrade(message, connection, head, (socket) => server.emit('connection', socket, message))
    },
    close() {
      clearInterval(timer)
      for (const socket of server.clients) {
        socket.close(GOING_AWAY, 'Cirrus stops')
        setTimeout(() => socket.terminate(), GOODBYE_MILLISECONDS).unref()
      }
      server.close()
    },
  }
}
