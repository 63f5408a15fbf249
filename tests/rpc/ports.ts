import type { AddressInfo } from 'node:net'
import { MessageChannel } from 'node:worker_threads'
import { WebSocket, WebSocketServer } from 'ws'
import { createMemoryPorts } from '../../src-preload/rpc/memory-ports.ts'
import { messagePort } from '../../src-preload/rpc/message-port.ts'
import type { Port } from '../../src-preload/rpc/port.ts'
import { webSocketPort } from '../../src-preload/rpc/web-socket-port.ts'
import type { Socket } from '../../src-preload/rpc/web-socket-port.ts'

export interface PortPair {
  client: Port
  server: Port
  end: () => void
}

export async function memoryPair(): Promise<PortPair> {
  const [client, server] = createMemoryPorts()
  return { client, server, end: () => client.close() }
}

export async function messageChannelPair(): Promise<PortPair> {
  const { port1, port2 } = new MessageChannel()
  const client = messagePort(port1 as never)
  return { client, server: messagePort(port2 as never), end: () => client.close() }
}

/** Both ends of a WebSocket over loopback; the client's port is created while its socket is still connecting. */
export async function webSocketPair(options?: {
  bufferLimit: number
}): Promise<PortPair & { clientSocket: WebSocket; serverSocket: WebSocket }> {
  const host = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => host.once('listening', resolve))
  const connected = new Promise<WebSocket>((resolve) => host.once('connection', resolve))
  const clientSocket = new WebSocket(`ws://127.0.0.1:${(host.address() as AddressInfo).port}`)
  const client = webSocketPort(clientSocket as unknown as Socket)
  const serverSocket = await connected
  const server = webSocketPort(serverSocket as unknown as Socket, options)
  const end = () => {
    clientSocket.terminate()
    serverSocket.terminate()
    host.close()
  }
  return { client, server, clientSocket, serverSocket, end }
}

/** Waits until a condition holds, or until the test's time limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2))
}
