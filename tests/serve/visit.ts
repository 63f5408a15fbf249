import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { WebSocket } from 'ws'

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; text: string }

/** One raw HTTP request: the path is sent verbatim (fetch would clean it), and headers can be forged. */
export const visit = (address: string, path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<Answer>((resolve, reject) => {
    const { hostname, port } = new URL(address)
    const outgoing = request({ hostname, port, path, method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () => {
        const body = Buffer.concat(chunks)
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body, text: body.toString() })
      })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })

/** Sends the token as in a browser's first visit; returns the cookie received. */
export const letIn = async (address: string) => {
  const { pathname, search } = new URL(address)
  const { headers } = await visit(address, pathname + search)
  return headers['set-cookie']?.[0].split(';')[0] ?? ''
}

/** Opens a socket; resolves to it, or to the status of the refusal. */
export const openSocket = (address: string, headers: Record<string, string>, path = '/rpc') =>
  new Promise<WebSocket | number>((resolve, reject) => {
    const socket = new WebSocket(`ws://${new URL(address).host}${path}`, { headers })
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_, response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', reject)
  })

/** Resolves to the close code of a socket. */
export const closeCode = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve))
