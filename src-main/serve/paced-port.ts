import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Port } from '../../src-preload/rpc/port.ts'
import { webSocketPort } from '../../src-preload/rpc/web-socket-port.ts'

/** Bytes of answers that a peer may leave unread before nothing more is read from it. */
const mostUnsent = 2 ** 20

/**
 * A socket as a port whose peer is heard only as fast as it reads: one that sends calls without reading their answers
 * would fill the memory with them. Its messages wait in the network until most of what was sent to it has left.
 * @param connection what the socket writes to
 */
export function pacedPort(socket: WebSocket, connection: Duplex): Port {
  const port = webSocketPort(socket)
  const isBehind = () => socket.bufferedAmount > mostUnsent
  /** Messages that had arrived when reading stopped. */
  const held: unknown[] = []
  const listeners = new Set<(message: unknown) => void>()
  let isCatchingUp = false

  const hear = (message: unknown) => {
    for (const listener of [...listeners]) listener(message)
  }
  /** Hears one message in each turn, so that its answer counts before the next one. */
  const catchUp = () => {
    if (isBehind()) return void connection.once('drain', catchUp)
    if (held.length === 0) {
      isCatchingUp = false
      return socket.resume()
    }
    hear(held.shift())
    setImmediate(catchUp)
  }
  const receive = (message: unknown) => {
    if (!isCatchingUp && !isBehind()) return hear(message)
    held.push(message)
    if (isCatchingUp) return
    isCatchingUp = true
    socket.pause()
    catchUp()
  }
  port.onClose(() => {
    held.length = 0
    connection.off('drain', catchUp)
  })
  return {
    ...port,
    onMessage(listener) {
      listeners.add(listener)
      if (listeners.size === 1) port.onMessage(receive)
      return () => void listeners.delete(listener)
    },
  }
}
