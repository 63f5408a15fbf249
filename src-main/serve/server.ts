import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Application } from '../application/index.ts'
import { serveApplication } from './application-rpc.ts'
import { createToken } from './door-key.ts'
import { createEntrance } from './entrance.ts'
import { inTurn } from './in-turn.ts'
import { sendResponse, toRequest } from './node-http.ts'
import { belowBase } from './public-address.ts'
import { builtRenderer } from './renderer-files.ts'
import { createRpcSockets } from './rpc-sockets.ts'
import { secured } from './security-headers.ts'
import { createSite } from './site.ts'
import { watchedResources, watching } from './watching.ts'
import { refuseVisit } from './visitor-check.ts'

export type ServerOptions = {
  application: Pick<Application, 'handlers' | 'events' | 'resources'>
  /** 0 picks a free one. */
  port?: number
  /** The address to listen on; anything but loopback is reachable from other machines. */
  host?: string
  /** Path at which a proxy serves Cirrus, `/node/gpu01/4400`; a request may have it or not. */
  basePath?: string
  /** Origins of the proxies at which a browser may see Cirrus, `https://ondemand.example.org`. */
  origins?: readonly string[]
  /** 256 random bits unless given. */
  token?: string
  /** Whether there is a second token, for visitors who only watch. */
  watchers?: boolean
  /** Folder of the built window. */
  rendererFolder?: string
  /** Milliseconds between pings of each socket. */
  heartbeat?: number
}

export type RunningServer = {
  /** The address to open in a browser on this machine; contains the token. */
  address: string
  /** The one to open anywhere: that of the first proxy, if there is one. */
  publicAddress: string
  /** The one for visitors who only watch; null if they have none. */
  watchAddress: string | null
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
 * Behind a proxy, all of it is below a base path. A proxy may take that off or pass it on; the page has relative
 * addresses, which are right below any.
 *
 * @throws the errors of listen: EADDRINUSE for a port in use, EACCES for one below 1024
 */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { application, port = 0, host = '127.0.0.1', rendererFolder = builtRenderer(), heartbeat } = options
  const { basePath = '', origins = [], token = createToken() } = options
  const tokens = { writer: token, ...(options.watchers && { watcher: createToken() }) }
  const entrance = createEntrance({ tokens, basePath, isPublic: origins.length > 0 })
  const open = (served: ServerOptions['application']) => {
    const rpc = serveApplication(served)
    const sockets = createRpcSockets(rpc.attach, heartbeat)
    const close = () => {
      sockets.close()
      rpc.close()
    }
    return { site: createSite({ resources: served.resources, rendererFolder }), accept: sockets.accept, close }
  }
  const doors = {
    writer: open(application),
    watcher: open({ ...watching(application), resources: watchedResources(application.resources) }),
  }

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
      origins,
    )

  const answer = async (message: IncomingMessage, reply: ServerResponse): Promise<Response> => {
    const refused = refusal(message, false)
    if (refused !== null) return plain(403, refused)
    const url = message.url?.startsWith('/') ? URL.parse(`http://${message.headers.host}${message.url}`) : null
    if (url === null) return plain(400, 'This address cannot be read.')
    const path = belowBase(url.pathname, basePath)
    if (path === null)
      return secured(new Response(null, { status: 308, headers: { Location: `${basePath}/${url.search}` } }))
    const role = await entrance.letIn(message, url)
    if (role instanceof Response) return secured(role)
    url.pathname = path
    return doors[role].site(toRequest(message, reply, url))
  }

  const server = createServer(
    inTurn(async (message, reply) => {
      const response = await answer(message, reply).catch((error: unknown) =>
        plain(400, `This request cannot be read: ${String(error)}`),
      )
      message.resume()
      await sendResponse(response, reply)
    }),
  )
  server.on('upgrade', (message, connection, head) => {
    connection.on('error', () => connection.destroy())
    const refused = refusal(message, true)
    const role = entrance.roleOf(message)
    if (refused !== null) refuseUpgrade(connection, '403 Forbidden', refused)
    else if (role === null) refuseUpgrade(connection, '401 Unauthorized', 'Open the printed address first.')
    else if (belowBase(message.url ?? '', basePath) !== '/rpc')
      refuseUpgrade(connection, '404 Not Found', 'The socket is at /rpc.')
    else doors[role].accept(message, connection, head)
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  const ownOrigin = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
  const publicly = `${origins[0] ?? ownOrigin}${basePath}/?token=`
  return {
    address: `${ownOrigin}${basePath}/?token=${token}`,
    publicAddress: publicly + token,
    watchAddress: tokens.watcher ? publicly + tokens.watcher : null,
    close: () =>
      new Promise((resolve) => {
        for (const door of Object.values(doors)) door.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
