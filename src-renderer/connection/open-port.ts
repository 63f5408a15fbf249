import { hostAddress } from '../base-path.ts'
import { messagePort } from '../../src-preload/rpc/message-port.ts'
import type { Port } from '../../src-preload/rpc/port.ts'
import { webSocketPort } from '../../src-preload/rpc/web-socket-port.ts'

declare global {
  interface Window {
    /**
     * Set by the preload: the page runs in the desktop shell. `pathOf` gives the path of a file that the user dropped
     * on the page, which no browser would; '' for a file that the page made itself.
     */
    readonly cirrus?: { readonly door: 'electron'; pathOf(file: File): string }
  }
}

/** Requests a port from the preload, which answers `cirrus:ready` with a message that carries it. */
const electronPort = () =>
  new Promise<Port>((resolve) => {
    const receive = (event: MessageEvent) => {
      if (event.source !== window || event.data?.type !== 'cirrus:port' || event.ports.length === 0) return
      window.removeEventListener('message', receive)
      resolve(messagePort(event.ports[0] as never))
    }
    window.addEventListener('message', receive)
    window.postMessage({ type: 'cirrus:ready' }, location.origin)
  })

/** The host that serves the page serves the WebSocket; the page's cookie holds the token. */
const browserPort = async () => {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
  return webSocketPort(new WebSocket(`${scheme}//${location.host}${hostAddress('/rpc')}`) as never)
}

/** Opens a port to the host that served this page, over Electron or WebSocket. */
export const openPort = (): Promise<Port> => (window.cirrus ? electronPort() : browserPort())
