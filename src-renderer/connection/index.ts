import type { Port } from '../../src-preload/rpc/port.ts'
import { createConnection } from './create-connection.ts'
import type { Connection } from './create-connection.ts'
import { openPort } from './open-port.ts'

/** The window's one connection to its host. A port of the desktop always reports its closing; a WebSocket may not. */
let connection = createConnection(openPort, window.cirrus ? null : {})

/** Opens the connection; tests pass their own port and get a new connection each time. */
export function connect(open?: () => Promise<Port>) {
  if (open) connection = createConnection(open)
  void connection.open()
  return connection
}

export const connectionState = () => connection.state
export const checkConnection = () => connection.check()
export const retryConnection = () => connection.retry()
export const call: Connection['call'] = (name, params, options) => connection.call(name, params, options)
export const on: Connection['on'] = (name, listener) => connection.on(name, listener)
export const onConnected: Connection['onConnected'] = (listener) => connection.onConnected(listener)
export { fetchFloats } from './fetch-floats.ts'
