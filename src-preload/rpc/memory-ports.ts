import { createListeners } from './listeners.ts'
import type { Port } from './port.ts'

/**
 * Two ports joined in memory. Messages are cloned as between processes (functions are refused with DataCloneError) and
 * arrive in order, in a later microtask.
 */
export function createMemoryPorts(): [Port, Port] {
  const ends = [createListeners(), createListeners()] as const

  const portAt = (here: 0 | 1): Port => {
    const own = ends[here]
    const other = ends[here === 0 ? 1 : 0]
    return {
      post(message) {
        if (own.isClosed) return
        const copy = structuredClone(message)
        queueMicrotask(() => other.receive(copy))
      },
      onMessage: own.onMessage,
      onClose: own.onClose,
      close() {
        own.closed('the port was closed')
        // After the messages already posted.
        queueMicrotask(() => other.closed('the port was closed'))
      },
    }
  }
  return [portAt(0), portAt(1)]
}
