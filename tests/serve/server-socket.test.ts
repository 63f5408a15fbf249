import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../src-preload/contract/index.ts'
import { createClient } from '../../src-preload/rpc/client.ts'
import { webSocketPort } from '../../src-preload/rpc/web-socket-port.ts'
import { startServer } from '../../src-main/serve/server.ts'
import type { RunningServer } from '../../src-main/serve/server.ts'
import { createFakeApplication } from './fake-application.ts'
import { createRendererFolder } from './renderer-folder.ts'
import { closeCode, letIn, openSocket, visit } from './visit.ts'

let fake: ReturnType<typeof createFakeApplication>
let files: ReturnType<typeof createRendererFolder>
let server: RunningServer
let cookie: string
let origin: string

beforeEach(async () => {
  fake = createFakeApplication()
  files = createRendererFolder()
  server = await startServer({ application: fake.application, rendererFolder: files.folder })
  cookie = await letIn(server.address)
  origin = new URL(server.address).origin
})
afterEach(async () => {
  await server.close()
  rmSync(files.outer, { recursive: true })
})

describe('the socket', () => {
  const open = async (options: { heartbeat?: number; autoPong?: boolean } = {}) => {
    if (options.heartbeat) {
      await server.close()
      server = await startServer({ application: fake.application, rendererFolder: files.folder, ...options })
      cookie = await letIn(server.address)
      origin = new URL(server.address).origin
    }
    const socket = await openSocket(server.address, { cookie, origin })
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    return socket
  }

  it('carries calls and events of the contract', async () => {
    const client = createClient(contract, webSocketPort(await open()))
    const told = new Promise((resolve) => client.on('host.openPath', resolve))
    expect(await client.call('maps.list', {})).toEqual([])
    fake.emit('host.openPath', { path: 'a.fits' })
    expect(await told).toEqual({ path: 'a.fits' })
  })

  it('is only at /rpc', async () => {
    expect(await openSocket(server.address, { cookie, origin }, '/other')).toBe(404)
  })

  it('closes with code 1009 on a frame above 1 MiB, and the host survives', async () => {
    const socket = await open()
    socket.send('x'.repeat(2 ** 20 + 1))
    expect(await closeCode(socket)).toBe(1009)
    expect((await visit(server.address, '/', { cookie })).status).toBe(200)
  })

  it.each([
    ['text that is no JSON', '{'],
    ['a message of no known kind', '{"kind":"eval"}'],
    ['a call of no known method', '{"kind":"call","id":7,"method":"__proto__","params":{}}'],
    ['parameters that do not fit', '{"kind":"call","id":7,"method":"maps.open","params":{"path":1}}'],
    ['a binary frame', Buffer.from([1, 2, 3])],
  ])('stays usable after %s', async (_, frame) => {
    const socket = await open()
    socket.send(frame)
    const client = createClient(contract, webSocketPort(socket))
    expect(await client.call('maps.list', {})).toEqual([])
  })

  it('is closed by a broken frame, and the host survives', async () => {
    const socket = await open()
    const raw = (socket as unknown as { _socket: NodeJS.WritableStream })._socket
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff]))
    expect(await closeCode(socket)).toBe(1002)
    expect((await visit(server.address, '/', { cookie })).status).toBe(200)
  })

  it('is dropped if its peer does not answer pings', async () => {
    const socket = await open({ heartbeat: 30 })
    socket.pong = () => undefined
    ;(socket as unknown as { _autoPong: boolean })._autoPong = false
    expect(await closeCode(socket)).toBe(1006)
  })

  it('stays open while pings are answered', async () => {
    const socket = await open({ heartbeat: 200 })
    let pings = 0
    await new Promise<void>((resolve) => socket.on('ping', () => ++pings === 3 && resolve()))
    expect(socket.readyState).toBe(socket.OPEN)
  })

  it('is closed when the host stops, and the application hears nothing more', async () => {
    const socket = await open()
    const closed = closeCode(socket)
    await server.close()
    expect(await closed).toBe(1001)
    expect(fake.listeners.size).toBe(0)
    await expect(visit(server.address, '/')).rejects.toThrow('ECONNREFUSED')
    server = await startServer({ application: fake.application, rendererFolder: files.folder })
  })
})
