import type { Port } from './port.ts'

/** The listeners of one port, shared by all transports. */
export interface Listeners extends Pick<Port, 'onMessage' | 'onClose'> {
  receive(message: unknown): void
  /** Reports the closing once to all listeners; later calls do nothing. */
  closed(reason: string): void
  readonly isClosed: boolean
}

/**
 * Messages that arrive before the first listener are queued; a listener added after the closing still gets the reason.
 */
export function createListeners(): Listeners {
  const messageListeners = new Set<(message: unknown) => void>()
  const closeListeners = new Set<(reason: string) => void>()
  let early: unknown[] = []
  let closeReason: string | null = null

  return {
    get isClosed() {
      return closeReason !== null
    },
    receive(message) {
      if (closeReason !== null) return
      if (messageListeners.size === 0) early.push(message)
      for (const listener of [...messageListeners]) listener(message)
    },
    closed(reason) {
      if (closeReason !== null) return
      closeReason = reason
      early = []
      for (const listener of [...closeListeners]) listener(reason)
      messageListeners.clear()
      closeListeners.clear()
    },
    onMessage(listener) {
      messageListeners.add(listener)
      const waiting = early
      early = []
      for (const message of waiting) listener(message)
      return () => void messageListeners.delete(listener)
    },
    onClose(listener) {
      if (closeReason !== null) {
        const reason = closeReason
        let wanted = true
        queueMicrotask(() => wanted && listener(reason))
        return () => {
          wanted = false
        }
      }
      closeListeners.add(listener)
      return () => void closeListeners.delete(listener)
    },
  }
}
