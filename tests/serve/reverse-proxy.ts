import { once } from 'node:events'
import { createServer, request, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

/**
 * What proxies do with an address, as their sources say:
 * - `keeps`, as Open OnDemand at /node: the path is passed on whole, the host is that of the node, and cookies are sent
 *   back below the prefix (ood-portal-generator/templates/ood-portal.conf.erb);
 * - `strips`, as jupyter-server-proxy: the prefix is taken off, the host is that of the browser, and addresses of
 *   redirections are passed back as they are (jupyter_server_proxy/handlers.py, version 4.4).
 */
export type ProxyStyle = 'keeps' | 'strips'

/** A reverse proxy on a port of its own, which serves one host below a prefix and nothing else. */
export async function openReverseProxy(options: {
  /** Address of the host, which may be started later. */
  target: () => string
  prefix: string
  style: ProxyStyle
  name?: string
}) {
  const { prefix, style, name = '127.0.0.1' } = options
  const strays: string[] = []
  const piped = new Set<Socket>()
  let isCut = false

  const headersFor = ({ headers }: IncomingMessage) =>
    style === 'keeps'
      ? { ...headers, host: new URL(options.target()).host }
      : { ...headers, 'x-forwarded-prefix': prefix }
  /** The path to ask the host for; null if it is none of the prefix. */
  const pathFor = ({ url = '' }: IncomingMessage) => {
    if (!url.startsWith(`${prefix}/`)) {
      strays.push(url)
      return null
    }
    return style === 'keeps' ? url : url.slice(prefix.length)
  }

  const server = createServer((message, reply) => {
    const path = isCut ? null : pathFor(message)
    if (path === null) return void reply.writeHead(isCut ? 503 : 404).end()
    const headers = headersFor(message)
    const target = new URL(options.target())
    const asked = request({ hostname: target.hostname, port: target.port, path, method: message.method, headers })
    asked.on('response', (answer) => {
      const cookies = answer.headers['set-cookie']?.map(
        (cookie) => cookie.replace(/; Path[^;]*/, '') + `; Path=${prefix}`,
      )
      reply.writeHead(answer.statusCode!, {
        ...answer.headers,
        ...(style === 'keeps' && cookies && { 'set-cookie': cookies }),
      })
      answer.pipe(reply)
    })
    asked.on('error', () => reply.destroy())
    message.pipe(asked)
  })
  server.on('upgrade', (message, socket: Socket, head) => {
    const path = isCut ? null : pathFor(message)
    if (path === null) return void socket.destroy()
    const lines = Object.entries(headersFor(message)).map(([key, value]) => `${key}: ${String(value)}\r\n`)
    const target = new URL(options.target())
    const onward = connect(Number(target.port), target.hostname)
    onward.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
    onward.write(head)
    onward.pipe(socket).pipe(onward)
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ]) {
      piped.add(one)
      one.on('error', () => undefined)
      one.once('close', () => {
        piped.delete(one)
        other.destroy()
      })
    }
  })

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://${name}:${port}`,
    /** The address of the top of what it serves. */
    address: `http://${name}:${port}${prefix}/`,
    /** Addresses outside the prefix that were asked for: none of them is Cirrus's. */
    strays,
    /** Breaks all connections, and takes no others until they are mended, as a network does that a laptop has left. */
    cut() {
      isCut = true
      for (const socket of piped) socket.destroy()
    },
    mend: () => void (isCut = false),
    async close() {
      for (const socket of piped) socket.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
export type ReverseProxy = Awaited<ReturnType<typeof openReverseProxy>>
