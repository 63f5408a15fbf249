import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * A request of Node's server as the standard one, without its body (this host reads none) and without its cookies.
 * Its signal is aborted when the visitor leaves before the reply is complete.
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

/** Sends a standard answer through Node's server as it comes; a visitor who leaves cancels the rest of the body. */
export const sendResponse = async (response: Response, to: ServerResponse): Promise<void> => {
  to.writeHead(response.status, [...response.headers].flat())
  if (response.body === null) {
    to.end()
    return
  }
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])
  await pipeline(body, to).catch(() => to.destroy())
}
