import { createListeners } from '../../src-preload/rpc/listeners.ts'
import type { Port } from '../../src-preload/rpc/port.ts'

/** The port through which Electron's utility process talks to its parent. */
interface ElectronParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

/**
 * The engine process's end of the channel to the process that started it, through Electron's utilityProcess or Node's
 * child_process. Electron kills a utility process when its parent exits; a child process receives `disconnect`.
 * @throws Error if started by neither
 */
export function parentPort(): Port {
  const { receive, closed, onMessage, onClose } = createListeners()
  const electron = (process as unknown as { parentPort?: ElectronParentPort }).parentPort
  if (electron) {
    electron.on('message', ({ data }) => receive(data))
    return { post: (message) => electron.postMessage(message), onMessage, onClose, close: () => process.exit(0) }
  }
  if (!process.send) throw new Error('The engine process runs only as a part of Cirrus; start Cirrus instead.')
  process.on('message', receive)
  const isGone = () => closed('the parent process is gone')
  // It may have gone while this process was still loading its program.
  if (process.connected) process.once('disconnect', isGone)
  else isGone()
  return {
    post(message) {
      if (process.connected) process.send!(message, () => {})
    },
    onMessage,
    onClose,
    close: () => process.disconnect(),
  }
}
