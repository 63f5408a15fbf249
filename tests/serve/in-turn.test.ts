import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { inTurn } from '../../src-main/serve/in-turn.ts'
import { until } from '../application/until.ts'

/** Requests under way, in the order in which they came. */
let begun: { url: string; reply: ServerResponse }[] = []
const server = createServer(
  inTurn(async ({ url = '' }, reply) => {
    begun.push({ url, reply })
  }),
)
afterEach(() => {
  begun = []
  server.closeAllConnections()
  server.close()
})

async function connected(): Promise<Socket> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}
const ask = (url: string) => `GET ${url} HTTP/1.1\r\nHost: x\r\n\r\n`
const urls = () => begun.map(({ url }) => url)
const count = (wanted: number) =>
  until(
    async () => begun.length,
    (length) => length === wanted,
    5000,
  )

it('the requests of a connection are answered one after the other, however many were sent at once', async () => {
  const socket = await connected()
  socket.write(['/a', '/b', '/c'].map(ask).join(''))
  for (const [n, url] of ['/a', '/b', '/c'].entries()) {
    await count(n + 1)
    expect(urls().at(-1)).toBe(url)
    begun[n].reply.end(url)
  }
  let said = ''
  socket.on('data', (bytes) => (said += bytes))
  await until(
    async () => said,
    (text) => text.includes('/c'),
    5000,
  )
})

it('those of another connection do not wait for them', async () => {
  const first = await connected()
  first.write(ask('/long'))
  await count(1)
  const second = connect((server.address() as AddressInfo).port, '127.0.0.1')
  second.write(ask('/short'))
  await count(2)
  expect(urls()).toEqual(['/long', '/short'])
})

it('a connection with too many of them is closed, and none of those that wait begins', async () => {
  const socket = await connected()
  socket.write(ask('/many').repeat(40))
  await once(socket, 'close')
  expect(begun.length).toBeLessThan(2)
})
