import { createListeners } from './listeners.ts'
import type { Port } from './port.ts'

type DataListener = (event: { data: unknown }) => void

interface PortCommon {
  postMessage(message: unknown): void
  start?(): void
  close?(): void
}
/** A DOM or Node MessagePort, or a worker seen from the window. */
export interface TargetMessagePort extends PortCommon {
  addEventListener(type: string, listener: DataListener): void
  removeEventListener(type: string, listener: DataListener): void
}
/** Electron's MessagePortMain: an emitter whose messages arrive as `{data}`. */
export interface EmitterMessagePort extends PortCommon {
  on(type: string, listener: DataListener): unknown
  off(type: string, listener: DataListener): unknown
}

/** Wraps a message port as a Port. The port is started, and its `close` event closes this side too. */
export function messagePort(native: TargetMessagePort | EmitterMessagePort): Port {
  const listeners = createListeners()
  const onData: DataListener = (event) => listeners.receive(event.data)
  const onEnd = () => finish('the other side closed the message port')

  const finish = (reason: string) => {
    if ('addEventListener' in native) {
      native.removeEventListener('message', onData)
      native.removeEventListener('close', onEnd)
    } else {
      native.off('message', onData)
      native.off('close', onEnd)
    }
    listeners.closed(reason)
  }
  if ('addEventListener' in native) {
    native.addEventListener('message', onData)
    native.addEventListener('close', onEnd)
  } else {
    native.on('message', onData)
    native.on('close', onEnd)
  }
  native.start?.()

  return {
    post(message) {
      if (!listeners.isClosed) native.postMessage(message)
    },
    onMessage: listeners.onMessage,
    onClose: listeners.onClose,
    close() {
      if (listeners.isClosed) return
      finish('the message port was closed')
      native.close?.()
    },
  }
}
