import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { Port } from '../../src-preload/rpc/port.ts'
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
 * Sockets to the application: each becomes a port that is passed to `attach`. A peer that does not answer a ping before
 * the next one is considered gone (a closed laptop, a broken tunnel), and its calls are cancelled.
 *
 * @param heartbeat milliseconds between pings
 */
export const createRpcSockets = (attach: (port: Port) => void, heartbeat = 30_000): RpcSockets => {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })
  /** Bytes that have left to the peer of each socket. */
  const leftTo = new WeakMap<WebSocket, () => number>()
  /** Sockets that were pinged and have not answered. The ping is behind what was unsent then; with the bytes that had left. */
  const silent = new WeakMap<WebSocket, { isBehind: boolean; left: number }>()
  /** A slow peer answers when it has read so far: that more has left shows that it is there. */
  const isGone = (socket: WebSocket, left: number) => {
    const pinged = silent.get(socket)
    return pinged !== undefined && !(pinged.isBehind && left > pinged.left)
  }

  const timer = setInterval(() => {
    for (const socket of server.clients) {
      const left = leftTo.get(socket)!()
      if (isGone(socket, left)) socket.terminate()
      else {
        silent.set(socket, { isBehind: socket.bufferedAmount > 0, left })
        socket.ping()
      }
    }
  }, heartbeat)
  timer.unref()

  return {
    accept(message, connection, head) {
      server.handleUpgrade(message, connection, head, (socket) => {
        leftTo.set(socket, () => (connection as Socket).bytesWritten - connection.writableLength)
        socket.on('pong', () => silent.delete(socket))
        attach(pacedPort(socket, connection))
      })
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
