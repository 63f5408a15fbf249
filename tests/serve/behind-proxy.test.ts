import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../src-preload/contract/index.ts'
import { createClient } from '../../src-preload/rpc/client.ts'
import { webSocketPort } from '../../src-preload/rpc/web-socket-port.ts'
import { startServer } from '../../src-main/serve/server.ts'
import type { RunningServer, ServerOptions } from '../../src-main/serve/server.ts'
import { createFakeApplication } from './fake-application.ts'
import { createRendererFolder } from './renderer-folder.ts'
import { openReverseProxy, type ProxyStyle, type ReverseProxy } from './reverse-proxy.ts'
import { openSocket, visit } from './visit.ts'

/** Hub and portal, as a browser sees them; the proxy of the test listens on this machine. */
const origin = 'https://hub.example.org'
const prefix = '/user/ada/cirrus'

let fake: ReturnType<typeof createFakeApplication>
let files: ReturnType<typeof createRendererFolder>
let server: RunningServer
let proxy: ReverseProxy
beforeEach(() => {
  fake = createFakeApplication()
  files = createRendererFolder()
})
afterEach(async () => {
  await proxy?.close()
  await server.close()
  rmSync(files.outer, { recursive: true })
})

const start = async (style: ProxyStyle, options: Partial<ServerOptions> = {}) => {
  server = await startServer({
    application: fake.application,
    rendererFolder: files.folder,
    origins: [origin],
    ...options,
  })
  proxy = await openReverseProxy({ target: () => server.address, prefix, style })
}
/** A request as the browser makes it at the hub. */
const ask = (path: string, headers: Record<string, string> = {}, method?: string) =>
  visit(proxy.origin, path, { host: 'hub.example.org', ...headers }, method)
const tokenOf = () => new URL(server.address).searchParams.get('token')!
/** The first visit: the cookie, and where the browser goes next. */
const enter = async () => {
  const { status, headers } = await ask(`${prefix}/?token=${tokenOf()}`)
  const [cookie, ...attributes] = headers['set-cookie']![0].split('; ')
  const next = new URL(headers.location!, `${origin}${prefix}/`).href
  return { status, next, cookie, attributes }
}

describe.each([
  ['that keeps the base path', 'keeps', { basePath: prefix }],
  ['that takes it off', 'strips', {}],
  ['that takes it off, from a host that knows it', 'strips', { basePath: prefix }],
] as const)('behind a proxy %s', (_, style, options) => {
  beforeEach(() => start(style, options))

  it('the first visit leads back to the top, with a cookie that is sent nowhere else', async () => {
    const { status, next, attributes } = await enter()
    expect([status, next]).toEqual([303, `${origin}${prefix}/`])
    // Without a path, a cookie is sent below the folder that set it (RFC 6265, section 5.1.4): the same.
    expect(attributes.filter((one) => one.startsWith('Path'))).toEqual(style === 'keeps' ? [`Path=${prefix}`] : [])
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict']))
  })

  it('pages, assets and data are served below it', async () => {
    const { cookie } = await enter()
    for (const path of ['/', '/runs/a', '/assets/index-B4n_aZ9x.js', '/icon.svg'])
      expect((await ask(prefix + path, { cookie })).status, path).toBe(200)
    const data = await ask(`${prefix}/data/datasets/a/patches?from=0&count=3`, { cookie })
    expect([...new Float32Array(new Uint8Array(data.body).buffer)]).toEqual([1, 2, 3])
    const { pathname, search } = new URL(fake.asked[0].url)
    expect(pathname + search).toBe('/data/datasets/a/patches?from=0&count=3')
  })

  it('the socket carries calls and events', async () => {
    const { cookie } = await enter()
    const socket = await openSocket(proxy.origin, { cookie, origin, host: 'hub.example.org' }, `${prefix}/rpc`)
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    const client = createClient(contract, webSocketPort(socket))
    const told = new Promise((resolve) => client.on('host.openPath', resolve))
    expect(await client.call('maps.list', {})).toEqual([])
    fake.emit('host.openPath', { path: 'a.fits' })
    expect(await told).toEqual({ path: 'a.fits' })
    client.close()
  })

  it('the token is required, and pages of other origins are refused', async () => {
    expect((await ask(`${prefix}/`)).status).toBe(401)
    expect((await ask(`${prefix}/data/x`)).status).toBe(401)
    const { cookie } = await enter()
    const host = 'hub.example.org'
    const open = (headers: Record<string, string>) => openSocket(proxy.origin, { host, ...headers }, `${prefix}/rpc`)
    expect(await open({ origin })).toBe(401)
    for (const foreign of ['https://evil.example', 'http://hub.example.org', 'https://hub.example.org:8443', 'null'])
      expect(await open({ cookie, origin: foreign }), foreign).toBe(403)
    expect(await open({ cookie })).toBe(403)
    expect((await ask(`${prefix}/data/x`, { cookie, origin: 'https://evil.example' })).status).toBe(403)
  })

  it('a portal may post the token, which then is in no address', async () => {
    const post = (token: string) =>
      new Promise<{ status: number; location: string | null }>((resolve, reject) => {
        fetch(`${proxy.origin}${prefix}/`, {
          method: 'POST',
          redirect: 'manual',
          headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
          body: `token=${token}`,
        }).then(({ status, headers }) => resolve({ status, location: headers.get('location') }), reject)
      })
    expect(await post(tokenOf())).toEqual({ status: 303, location: './' })
    expect((await post('A'.repeat(43))).status).toBe(401)
    expect((await post('A'.repeat(5000))).status).toBe(401)
  })
})

describe('behind a proxy', () => {
  it('a visit without the last slash is led to the address with it', async () => {
    await start('keeps', { basePath: prefix })
    const { status, headers } = await visit(server.address, `${prefix}?token=abc`)
    expect([status, headers.location]).toEqual([308, `${prefix}/?token=abc`])
  })

  it('a deeper page with the token keeps its place', async () => {
    await start('keeps', { basePath: prefix })
    const { headers } = await ask(`${prefix}/runs/a?sort=name&token=${tokenOf()}`)
    expect(headers.location).toBe(`${prefix}/runs/a?sort=name`)
  })

  it('that takes the base path off, none is let in at a deeper page: its cookie would go to other pages of the origin', async () => {
    await start('strips')
    const { status, headers } = await ask(`${prefix}/runs/a?token=${tokenOf()}`)
    expect([status, headers['set-cookie']]).toEqual([401, undefined])
  })

  it('the cookie is sent over https alone if the browser came by it', async () => {
    await start('strips')
    const { headers } = await ask(`${prefix}/?token=${tokenOf()}`, { 'x-forwarded-proto': 'https,http' })
    expect(headers['set-cookie']![0]).toMatch(/; Secure$/)
  })

  it('its address is the one to open, and a tunnel works beside it', async () => {
    await start('keeps', { basePath: prefix })
    expect(server.publicAddress).toBe(`${origin}${prefix}/?token=${tokenOf()}`)
    const { headers } = await visit(server.address, `/?token=${tokenOf()}`, { host: 'localhost:9999' })
    const cookie = headers['set-cookie']![0].split(';')[0]
    const tunnel = { host: 'localhost:9999', cookie }
    expect((await visit(server.address, '/runs', tunnel)).status).toBe(200)
    expect(await openSocket(server.address, { ...tunnel, origin: 'http://localhost:9999' })).not.toBeTypeOf('number')
  })

  it('what was not named with --origin is refused with the way out', async () => {
    await start('strips', { origins: [] })
    const host = await ask(`${prefix}/?token=${tokenOf()}`)
    expect([host.status, host.text]).toEqual([403, expect.stringContaining('start it with --origin')])
    const page = await ask(`${prefix}/`, { host: 'localhost', origin })
    expect([page.status, page.text]).toEqual([403, expect.stringContaining(`A page of ${origin} may not access`)])
  })

  it('a named host is not enough: what a browser says about the page counts', async () => {
    await start('strips')
    const { cookie } = await enter()
    const headers = { cookie, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }
    expect((await ask(`${prefix}/data/x`, headers)).status).toBe(403)
    expect((await ask(`${prefix}/`, { cookie, host: 'hub.example.org.evil.example' })).status).toBe(403)
  })
})
