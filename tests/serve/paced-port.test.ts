import type { Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { startServer, type RunningServer } from '../../src-main/serve/server.ts'
import { until } from '../application/until.ts'
import { createFakeApplication } from './fake-application.ts'
import { createRendererFolder } from './renderer-folder.ts'
import { closeCode, letIn, openSocket } from './visit.ts'

const files = createRendererFolder()
let server: RunningServer
afterEach(() => server.close())

/** As the log of a long training. */
const long = 'x'.repeat(2 ** 17)
let answered = 0
/** Whether the host has given up the calls of its peer. */
let isGivenUp = false
async function open(heartbeat?: number) {
  answered = 0
  isGivenUp = false
  const { application } = createFakeApplication({
    'runs.log': () => (answered++, { text: long }) as never,
    'maps.list': (_, { signal }) => new Promise(() => signal.addEventListener('abort', () => (isGivenUp = true))),
  })
  server = await startServer({ application, rendererFolder: files.folder, heartbeat })
  const { origin } = new URL(server.address)
  const socket = (await openSocket(server.address, { cookie: await letIn(server.address), origin })) as WebSocket
  socket.send(JSON.stringify({ kind: 'call', id: 9999, method: 'maps.list', params: {} }))
  return { socket, raw: (socket as unknown as { _socket: Socket })._socket }
}
const call = (id: number) => JSON.stringify({ kind: 'call', id, method: 'runs.log', params: { id: 'r' } })
/** Waits until no more calls are answered. */
const settled = async () => {
  for (let before = -1; before !== answered;) {
    before = answered
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}

it('a peer that sends calls and reads nothing is not heard any more, and gets every answer once it reads', async () => {
  const { socket } = await open()
  socket.pause()
  // 256 MiB of answers, of which a socket may leave 64 unread; in groups, as more at once are refused as too many.
  for (let id = 0; id < 2048; id++) {
    socket.send(call(id))
    if (id % 128 === 127) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await settled()
  expect(answered).toBeGreaterThan(0)
  expect(answered).toBeLessThan(512)
  let arrived = 0
  socket.on('message', () => arrived++)
  socket.resume()
  await until(
    async () => arrived,
    (count) => count >= 2048,
    30_000,
  )
})

it.each([
  ['more than the network holds', 250, 20],
  ['what the network holds, behind which pings wait', 40, 9],
])('one that reads slowly is not taken for gone while it reads %s', async (_, calls, turns) => {
  const { socket, raw } = await open(500)
  raw.pause()
  for (let id = 0; id < calls; id++) socket.send(call(id))
  let read = 0
  raw.on('data', (piece) => {
    read += piece.length
    if (read >= 2 ** 19) raw.pause()
  })
  for (let turn = 0; turn < turns && !isGivenUp; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 150))
    read = 0
    raw.resume()
  }
  expect(isGivenUp).toBe(false)
})

it('one that never reads is dropped', async () => {
  const { socket, raw } = await open(50)
  raw.pause()
  for (let id = 0; id < 250; id++) socket.send(call(id))
  await until(
    async () => isGivenUp,
    (is) => is,
  )
  raw.resume()
  expect(await closeCode(socket)).toBe(1006)
})
