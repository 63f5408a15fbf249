import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { sendResponse } from '../../src-main/serve/node-http.ts'

// The slow client takes some five seconds: longer than it may read nothing, and a busy machine rests for less than that.
it.each([
  ['reads nothing is given up, with the rest of it', false, 400],
  ['reads slowly arrives whole', true, 2500],
])('a reply whose client %s', async (_, reads, stallLimit) => {
  const bytes = 16 * 2 ** 20
  const ended = Promise.withResolvers<boolean>()
  const server = createServer((_, reply) => {
    const sent = sendResponse(new Response(new Uint8Array(bytes)), reply, stallLimit)
    void sent.then(() => ended.resolve(reply.writableFinished))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  const timer = setInterval(() => reads && socket.read(), 40)
  expect(await ended.promise).toBe(reads)
  clearInterval(timer)
  socket.destroy()
  server.closeAllConnections()
  server.close()
})
