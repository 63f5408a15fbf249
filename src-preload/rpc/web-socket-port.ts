import { createListeners } from './listeners.ts'
import type { Port } from './port.ts'

/** What the browser's WebSocket and the `ws` package's have in common. */
export interface Socket {
  readonly readyState: number
  readonly bufferedAmount: number
  send(text: string): void
  close(code?: number, reason?: string): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(type: 'close', listener: (event: { code: number; reason: string }) => void): void
  addEventListener(type: 'open' | 'error', listener: (event: unknown) => void): void
}

const CONNECTING = 0
const OPEN = 1
/** WebSocket close code "policy violation" (RFC 6455, 7.4.1). */
const POLICY_VIOLATION = 1008

/**
 * Wraps a WebSocket that carries JSON text as a Port. Messages posted while the socket is connecting are queued. A peer
 * that lets more than `bufferLimit` bytes accumulate is dropped: it reads too slowly and would exhaust the memory. Text
 * that is not JSON is passed on unchanged, for the reader to refuse.
 */
export function webSocketPort(socket: Socket, { bufferLimit = 64 * 2 ** 20 } = {}): Port {
  const listeners = createListeners()
  let waiting: string[] = []

  socket.addEventListener('open', () => {
    for (const text of waiting) socket.send(text)
    waiting = []
  })
  socket.addEventListener('message', ({ data }) => listeners.receive(parse(data)))
  socket.addEventListener('close', ({ code, reason }) =>
    listeners.closed(reason === '' ? `the connection was closed (code ${code})` : reason),
  )
  // An error is always followed by a close, which reports it; without a listener, `ws` would throw.
  socket.addEventListener('error', () => undefined)

  return {
    post(message) {
      const text = JSON.stringify(message)
      if (socket.readyState === CONNECTING) waiting.push(text)
      else if (socket.readyState === OPEN) socket.send(text)
      if (socket.bufferedAmount > bufferLimit) {
        const reason = 'the other side reads too slowly'
        socket.close(POLICY_VIOLATION, reason)
        listeners.closed(reason)
      }
    },
    onMessage: listeners.onMessage,
    onClose: listeners.onClose,
    close() {
      socket.close()
      listeners.closed('the connection was closed')
    },
  }
}

function parse(data: unknown): unknown {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data)
  } catch {
    return data
  }
}
