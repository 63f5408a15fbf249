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
  /** Messages that have arrived and were not heard yet. */
  const held: unknown[] = []
  const listeners = new Set<(message: unknown) => void>()
  let isBusy = false

  const hear = (message: unknown) => {
    for (const listener of [...listeners]) listener(message)
  }
  /** Hears one message in each turn, so that its answer counts before the next one is heard. */
  const next = () => {
    if (isBehind()) {
      connection.once('drain', next)
    } else if (held.length > 0) {
      hear(held.shift())
      setImmediate(next)
    } else {
      isBusy = false
      socket.resume()
    }
  }
  const receive = (message: unknown) => {
    held.push(message)
    if (isBusy) return
    isBusy = true
    socket.pause()
    next()
  }
  port.onClose(() => {
    held.length = 0
    connection.off('drain', next)
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
