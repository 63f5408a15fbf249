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
async function open(heartbeat?: number): Promise<WebSocket> {
  answered = 0
  const { application } = createFakeApplication({ 'runs.log': () => (answered++, { text: long }) as never })
  server = await startServer({ application, rendererFolder: files.folder, heartbeat })
  const { origin } = new URL(server.address)
  return (await openSocket(server.address, { cookie: await letIn(server.address), origin })) as WebSocket
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
  const socket = await open()
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

it('one that never reads is dropped by its heartbeat, one that reads slowly is not', async () => {
  const socket = await open(200)
  const raw = (socket as unknown as { _socket: Socket })._socket
  raw.pause()
  for (let id = 0; id < 250; id++) socket.send(call(id))
  // Slowly, but something between two heartbeats.
  for (let turn = 0; turn < 40; turn++) {
    raw.resume()
    await new Promise((resolve) => setTimeout(resolve, 5))
    raw.pause()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(socket.readyState).toBe(socket.OPEN)
  raw.pause()
  await new Promise((resolve) => setTimeout(resolve, 800))
  raw.resume()
  expect(await closeCode(socket)).toBe(1006)
})
