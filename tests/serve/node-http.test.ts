import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { sendResponse } from '../../src-main/serve/node-http.ts'

it.each([
  ['reads nothing is given up, with the rest of it', false],
  ['reads slowly arrives whole', true],
])('a reply whose client %s', async (_, reads) => {
  const bytes = 8 * 2 ** 20
  const ended = Promise.withResolvers<boolean>()
  const server = createServer((_, reply) => {
    const sent = sendResponse(new Response(new Uint8Array(bytes)), reply, 400)
    void sent.then(() => ended.resolve(reply.writableFinished))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  const timer = setInterval(() => reads && socket.read(), 20)
  expect(await ended.promise).toBe(reads)
  clearInterval(timer)
  socket.destroy()
  server.closeAllConnections()
  server.close()
})
