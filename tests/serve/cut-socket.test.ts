// @vitest-environment happy-dom
import { rmSync } from 'node:fs'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import type { Run } from '../../src-preload/contract/index.ts'
import { cookieName, createToken } from '../../src-main/serve/door-key.ts'
import { webSocketPort } from '../../src-preload/rpc/web-socket-port.ts'
import { startServer, type RunningServer } from '../../src-main/serve/server.ts'
import { connect } from '../../src-renderer/connection/index.ts'
import { useRuns } from '../../src-renderer/stores/runs.ts'
import { createFakeApplication } from './fake-application.ts'
import { createRendererFolder } from './renderer-folder.ts'
import { openReverseProxy, type ReverseProxy } from './reverse-proxy.ts'
import { openSocket } from './visit.ts'
import { metricsOf, runs as records } from '../renderer/fake/records.ts'

const files = createRendererFolder()
let server: RunningServer
let proxy: ReverseProxy
let connection: ReturnType<typeof connect>
afterEach(async () => {
  connection.close()
  await proxy.close()
  await server.close()
  rmSync(files.outer, { recursive: true })
})

/** On a busy machine, seconds may pass. */
const comes = (holds: () => void) => vi.waitFor(holds, { timeout: 20_000 })

it('a training of which a window misses much, over sockets that are cut again and again, has every epoch in its curve', async () => {
  const rows = metricsOf(3, 400)
  let done = 0
  const run: Run = { ...records[0], id: 'r', state: 'running' }
  const { application, emit } = createFakeApplication({
    'host.describe': () => ({
      version: '0.1.0',
      door: 'browser',
      platform: 'linux x64',
      home: '/h',
      userHome: '/u',
      notice: null,
    }),
    'runs.list': () => [{ ...run, epoch: done }],
    'runs.metrics': () => rows.slice(0, done),
  })
  const token = createToken()
  server = await startServer({ application, rendererFolder: files.folder, basePath: '/a', token })
  proxy = await openReverseProxy({ target: () => server.address, prefix: '/a', style: 'keeps' })
  const { host, origin } = new URL(server.address)
  const headers = { cookie: `${cookieName(host)}=${token}`, origin }
  setActivePinia(createPinia())
  connection = connect(async () => {
    const socket = await openSocket(proxy.origin, headers, '/a/rpc')
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    return webSocketPort(socket)
  })
  const runs = useRuns()
  await comes(() => expect(runs.phase).toBe('ready'))
  await runs.watchMetrics('r')

  let cuts = 0
  for (const metrics of rows) {
    // As the real host: what was told is stored before.
    done++
    emit('runs.epoch', { id: 'r', metrics })
    await new Promise((resolve) => setTimeout(resolve, 2))
    if (done % 80 === 10) {
      await comes(() => expect(connection.state.phase).toBe('connected'))
      proxy.cut()
      cuts++
    }
    if (done % 80 === 60) {
      proxy.mend()
      connection.retry()
    }
  }
  await comes(() => expect(runs.metrics.get('r')?.length).toBe(400))
  expect(runs.metrics.get('r')!.map(({ epoch }) => epoch)).toEqual(rows.map(({ epoch }) => epoch))
  expect(cuts).toBe(5)
})
