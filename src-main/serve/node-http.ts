import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * Converts a request of Node's server to a standard one, without body (this host reads none) and cookies. Its signal is
 * aborted if the client disconnects before the reply is complete.
 */
export const toRequest = (message: IncomingMessage, reply: ServerResponse, url: URL): Request => {
  const abort = new AbortController()
  reply.once('close', () => {
    if (!reply.writableFinished) abort.abort()
  })
  const headers = new Headers()
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined && name !== 'cookie') headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  return new Request(url, { method: message.method, headers, signal: abort.signal })
}

/** Milliseconds in which a client must read something of its reply: an unread one is kept in memory. */
const stalled = 120_000

/**
 * Streams a standard response through Node's server; if the client disconnects, or reads nothing any more, the rest of the
 * body is cancelled.
 */
export const sendResponse = async (response: Response, to: ServerResponse, stallLimit = stalled): Promise<void> => {
  to.writeHead(response.status, [...response.headers].flat())
  if (response.body === null) {
    to.end()
    return
  }
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])
  to.setTimeout(stallLimit, () => to.destroy())
  await pipeline(body, to).catch(() => to.destroy())
  to.setTimeout(0)
}
