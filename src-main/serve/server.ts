import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Application } from '../application/index.ts'
import { serveApplication } from './application-rpc.ts'
import { cookieName, cookieOf, createToken, sameToken, setCookie } from './door-key.ts'
import { inTurn } from './in-turn.ts'
import { lockedPage } from './locked-page.ts'
import { sendResponse, toRequest } from './node-http.ts'
import { builtRenderer } from './renderer-files.ts'
import { createRpcSockets } from './rpc-sockets.ts'
import { secured } from './security-headers.ts'
import { createSite } from './site.ts'
import { refuseVisit } from './visitor-check.ts'

export type ServerOptions = {
  application: Pick<Application, 'handlers' | 'events' | 'resources'>
  /** 0 picks a free one. */
  port?: number
  /** The address to listen on; anything but loopback is reachable from other machines. */
  host?: string
  /** Folder of the built window. */
  rendererFolder?: string
  /** Milliseconds between pings of each socket. */
  heartbeat?: number
}

export type RunningServer = {
  /** The address to open in a browser; contains the token. */
  address: string
  /** Closes the sockets and all connections; the application is left to its owner. */
  close(): Promise<void>
}

const plain = (status: number, message: string) =>
  secured(new Response(`${message}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } }))

/** Refuses an upgrade over HTTP, as there is no WebSocket yet. */
const refuseUpgrade = (connection: Duplex, status: string, message: string) =>
  connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n${message}\n`)

/**
 * The browser host: the window's files, the application's resources under /data/ and its calls over a WebSocket at
 * /rpc, for any visitor with the token.
 *
 * The first visit has the token in its address; it is moved to a cookie, and the address is cleaned. Every request is
 * checked for host name, origin and token, in this order, before anything else.
 *
 * @throws the errors of listen: EADDRINUSE for a port in use, EACCES for one below 1024
 */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { application, port = 0, host = '127.0.0.1', rendererFolder = builtRenderer(), heartbeat } = options
  const token = createToken()
  const site = createSite({ resources: application.resources, rendererFolder })
  const rpc = serveApplication(application)
  const sockets = createRpcSockets(rpc.attach, heartbeat)

  const refusal = ({ headers }: IncomingMessage, upgrade: boolean) =>
    refuseVisit(
      {
        host: headers.host,
        origin: headers.origin,
        fetchSite: headers['sec-fetch-site']?.toString(),
        fetchMode: headers['sec-fetch-mode']?.toString(),
        upgrade,
      },
      host,
    )
  const hasCookie = ({ headers }: IncomingMessage) =>
    sameToken(cookieOf(headers.cookie, cookieName(headers.host ?? '')), token)

  const letIn = (message: IncomingMessage, url: URL): Response | null => {
    const given = url.searchParams.get('token')
    if (sameToken(given, token)) {
      url.searchParams.delete('token')
      const headers = {
        Location: url.pathname.replace(/^\/+/, '/') + url.search,
        'Set-Cookie': setCookie(url.host, token),
        'Cache-Control': 'no-store',
      }
      return secured(new Response(null, { status: 303, headers }))
    }
    if (hasCookie(message)) return null
    const site = message.headers['sec-fetch-site']
    const cameFromElsewhere = given === null && (site === 'cross-site' || site === 'same-site')
    const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }
    return secured(new Response(lockedPage(cameFromElsewhere), { status: 401, headers }))
  }

  const answer = async (message: IncomingMessage, reply: ServerResponse): Promise<Response> => {
    const refused = refusal(message, false)
    if (refused !== null) return plain(403, refused)
    const url = message.url?.startsWith('/') ? URL.parse(`http://${message.headers.host}${message.url}`) : null
    if (url === null) return plain(400, 'This address cannot be read.')
    return letIn(message, url) ?? site(toRequest(message, reply, url))
  }

  const server = createServer(
    inTurn(async (message, reply) => {
      message.resume()
      const response = await answer(message, reply).catch((error: unknown) =>
        plain(400, `This request cannot be read: ${String(error)}`),
      )
      await sendResponse(response, reply)
    }),
  )
  server.on('upgrade', (message, connection, head) => {
    connection.on('error', () => connection.destroy())
    const refused = refusal(message, true)
    if (refused !== null) refuseUpgrade(connection, '403 Forbidden', refused)
    else if (!hasCookie(message)) refuseUpgrade(connection, '401 Unauthorized', 'Open the printed address first.')
    else if (message.url !== '/rpc') refuseUpgrade(connection, '404 Not Found', 'The socket is at /rpc.')
    else sockets.accept(message, connection, head)
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/?token=${token}`,
    close: () =>
      new Promise((resolve) => {
        sockets.close()
        rpc.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
