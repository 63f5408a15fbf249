import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A file of the server; it is another one once its tag changes. */
export interface ServedFile {
  body: Buffer
  etag?: string
  modified?: string
}

/** @param stored bytes that the client has on disk */
export type Answer = (request: IncomingMessage, response: ServerResponse, stored: () => number) => void

/**
 * A web server on this machine that answers as a test says: the next request gets the next answer, and the last answer
 * is repeated. `requests` are the Range headers of the requests, '' without one.
 */
export async function openArchive(answers: readonly Answer[], stored: () => number = () => Infinity) {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)]
    requests.push(request.headers.range ?? '')
    answer(request, response, stored)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const tags = ({ etag, modified }: ServedFile) => ({
  ...(etag ? { etag } : {}),
  ...(modified ? { 'last-modified': modified } : {}),
})

/**
 * Serves a file as Apache does: parts of it too, if it is still the one that If-Range names. With `until`, the
 * connection breaks as soon as the client has so many bytes.
 */
export const serve =
  (file: ServedFile, { until = Infinity }: { until?: number } = {}): Answer =>
  (request, response, stored) => {
    const { body, etag, modified } = file
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? []
    const condition = request.headers['if-range']
    const partial = from !== undefined && (condition === undefined || condition === etag || condition === modified)
    const start = partial ? Number(from) : 0
    const length = body.length - start
    if (partial) {
      const range = `bytes ${start}-${body.length - 1}/${body.length}`
      response.writeHead(206, { ...tags(file), 'content-range': range, 'content-length': length })
    } else response.writeHead(200, { ...tags(file), 'content-length': length })
    if (until >= body.length) return void response.end(body.subarray(start))
    response.write(body.subarray(start, Math.max(start, until)))
    const polling = setInterval(() => {
      if (stored() < until) return
      clearInterval(polling)
      response.destroy()
    }, 2)
    response.on('close', () => clearInterval(polling))
  }

/** Serves the whole file whatever is asked, and announces a length of its own. */
export const announce =
  (file: ServedFile, length: number): Answer =>
  (_, response) => {
    const head = `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\netag: ${file.etag}\r\n\r\n`
    response.socket!.end(Buffer.concat([Buffer.from(head), file.body]))
  }

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(code, headers).end('no file')

/** Sends half of the file, and then nothing. */
export const fallSilent =
  (file: ServedFile): Answer =>
  (_, response) => {
    response.writeHead(200, { ...tags(file), 'content-length': file.body.length })
    response.write(file.body.subarray(0, file.body.length / 2))
  }
