import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../src-preload/contract/index.ts'
import { watchedMethods } from '../../src-preload/contract/watching.ts'
import { createClient } from '../../src-preload/rpc/client.ts'
import { webSocketPort } from '../../src-preload/rpc/web-socket-port.ts'
import { startServer } from '../../src-main/serve/server.ts'
import type { RunningServer } from '../../src-main/serve/server.ts'
import { createFakeApplication } from './fake-application.ts'
import { createRendererFolder } from './renderer-folder.ts'
import { letIn, openSocket, visit } from './visit.ts'

const described = {
  version: '1',
  door: 'browser',
  platform: 'linux',
  home: '/h',
  userHome: '/u',
  notice: null,
} as const
let fake: ReturnType<typeof createFakeApplication>
let files: ReturnType<typeof createRendererFolder>
let server: RunningServer
let removed: string[]
beforeEach(async () => {
  removed = []
  fake = createFakeApplication({
    'host.describe': () => described,
    'runs.remove': ({ id }) => (removed.push(id), {}),
  })
  files = createRendererFolder()
  server = await startServer({ application: fake.application, rendererFolder: files.folder, watchers: true })
})
afterEach(async () => {
  await server.close()
  rmSync(files.outer, { recursive: true })
})

const open = async (address: string) => {
  const cookie = await letIn(address)
  const socket = await openSocket(address, { cookie, origin: new URL(address).origin })
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
  return { cookie, client: createClient(contract, webSocketPort(socket)) }
}

describe('one writer and many watchers', () => {
  it('have addresses with tokens of their own; without the option there is one address', async () => {
    expect(new URL(server.watchAddress!).search).not.toBe(new URL(server.publicAddress).search)
    const alone = await startServer({ application: fake.application, rendererFolder: files.folder })
    expect(alone.watchAddress).toBeNull()
    await alone.close()
  })

  it('are told everything, each in the same order', async () => {
    const all = await Promise.all([server.address, ...Array(5).fill(server.watchAddress!)].map(open))
    const heard = all.map(({ client }) => {
      const ids: string[] = []
      client.on('runs.changed', ({ id }) => ids.push(id))
      return { ids, client }
    })
    const sent = Array.from({ length: 50 }, (_, n) => `run-${n}`)
    for (const id of sent) fake.emit('runs.changed', { id, record: null })
    // An answer comes after the events that were sent before it.
    for (const { client, ids } of heard) {
      await client.call('runs.list', {})
      expect(ids).toEqual(sent)
    }
  })

  it('differ in what they may do', async () => {
    const [writer, watcher] = [await open(server.address), await open(server.watchAddress!)]
    expect((await watcher.client.call('host.describe', {})).watching).toBe(true)
    expect((await writer.client.call('host.describe', {})).watching).toBe(false)
    expect(await watcher.client.call('runs.list', {})).toEqual([])
    await expect(watcher.client.call('runs.remove', { id: 'a' })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('only watches'),
    })
    expect(removed).toEqual([])
    await writer.client.call('runs.remove', { id: 'a' })
    expect(removed).toEqual(['a'])
  })

  it('no method but the listed ones reaches the application from a watcher', async () => {
    const reached: string[] = []
    const answers = Object.keys(contract.methods).map((name) => [name, () => void reached.push(name)])
    Object.assign(fake.application.handlers, Object.fromEntries(answers))
    await server.close()
    server = await startServer({ application: fake.application, rendererFolder: files.folder, watchers: true })
    const cookie = await letIn(server.watchAddress!)
    const socket = await openSocket(server.address, { cookie, origin: new URL(server.address).origin })
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    const codes = new Map<number, string>()
    const names = Object.keys(contract.methods)
    const all = new Promise<void>((resolve) =>
      socket.on('message', (data) => {
        const { kind, id, error } = JSON.parse(String(data))
        if (kind === 'hello') return
        codes.set(id, kind === 'error' ? error.code : kind)
        if (codes.size === names.length) resolve()
      }),
    )
    const params = { id: 'a', path: '/x', runId: 'a', datasetId: 'a', mapId: 'a', column: 0, name: 'a' }
    names.forEach((method, id) => socket.send(JSON.stringify({ kind: 'call', id, method, params })))
    await all
    expect(reached.filter((name) => !(watchedMethods as readonly string[]).includes(name))).toEqual([])
    expect(reached).toContain('runs.list')
  })

  it('get the same data, but a watcher names no files', async () => {
    const [writer, watcher] = [await letIn(server.address), await letIn(server.watchAddress!)]
    const choice = encodeURIComponent(JSON.stringify({ kind: 'file', path: '/home/ada/x.npy' }))
    const status = async (cookie: string, path: string) => (await visit(server.address, path, { cookie })).status
    expect(await status(watcher, '/data/runs/a/samples/1')).toBe(200)
    expect(await status(watcher, `/data/masks/a/0?choice=${choice}`)).toBe(403)
    expect(await status(writer, `/data/masks/a/0?choice=${choice}`)).toBe(200)
  })
})
