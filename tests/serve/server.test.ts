import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startServer } from '../../src-main/serve/server.ts'
import type { RunningServer } from '../../src-main/serve/server.ts'
import { contentSecurityPolicy } from '../../src-main/serve/security-headers.ts'
import { createFakeApplication } from './fake-application.ts'
import { createRendererFolder } from './renderer-folder.ts'
import { letIn, openSocket, visit } from './visit.ts'

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

describe('the token', () => {
  it('is 256 random bits, different for every start', async () => {
    const other = await startServer({ application: fake.application, rendererFolder: files.folder })
    const tokens = [server, other].map(({ address }) => new URL(address).searchParams.get('token')!)
    await other.close()
    expect(tokens.map((token) => Buffer.from(token, 'base64url').length)).toEqual([32, 32])
    expect(tokens[0]).not.toBe(tokens[1])
  })

  it('is moved to a cookie that scripts cannot read, and the address is cleaned', async () => {
    const token = new URL(server.address).searchParams.get('token')
    const answer = await visit(server.address, `/runs/a?sort=name&token=${token}`)
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/runs/a?sort=name')
    expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/; Path=\/; HttpOnly; SameSite=Strict$/)])
  })

  it('never redirects a visitor to another host', async () => {
    const token = new URL(server.address).searchParams.get('token')
    for (const path of ['//evil.example/', '/\\evil.example/']) {
      const answer = await visit(server.address, `${path}?token=${token}`)
      expect(answer.headers.location).toBe('/evil.example/')
    }
  })

  it.each(['/', '/data/maps/a/thumbnail.png', '/assets/index-B4n_aZ9x.js'])(
    'is required at %s, with a page that says what to do',
    async (path) => {
      const answer = await visit(server.address, path)
      expect(answer.status).toBe(401)
      expect(answer.text).toContain('Open the address that <code>cirrus serve</code> printed')
      expect(fake.asked).toEqual([])
    },
  )

  it('is refused if wrong, in the address and in the cookie', async () => {
    const wrong = 'A'.repeat(43)
    expect((await visit(server.address, `/?token=${wrong}`)).status).toBe(401)
    expect((await visit(server.address, '/?token=')).status).toBe(401)
    expect((await visit(server.address, '/', { cookie: `${cookie.split('=')[0]}=${wrong}` })).status).toBe(401)
    expect((await visit(server.address, '/', { cookie: cookie.replace('cirrus-', 'other-') })).status).toBe(401)
  })

  it('is required by the socket as well', async () => {
    expect(await openSocket(server.address, { origin })).toBe(401)
  })

  it('admits a visitor after one reload if a link from another page withheld the cookie', async () => {
    const fromElsewhere = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await visit(server.address, '/', fromElsewhere)).text).toContain('http-equiv="refresh"')
    expect((await visit(server.address, '/', { 'sec-fetch-site': 'same-origin' })).text).not.toContain('http-equiv')
  })
})

describe('host and origin', () => {
  it('refuse a foreign name that resolves to this machine', async () => {
    const answer = await visit(server.address, '/', { cookie, host: `evil.example:${new URL(origin).port}` })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('does not answer as "evil.example"')
    expect(await openSocket(server.address, { cookie, host: 'evil.example', origin: 'http://evil.example' })).toBe(403)
  })

  it('allow an SSH tunnel, which has another port', async () => {
    const token = new URL(server.address).searchParams.get('token')
    const first = await visit(server.address, `/?token=${token}`, { host: 'localhost:9999' })
    const tunnel = first.headers['set-cookie']![0].split(';')[0]
    expect(tunnel).toMatch(/^cirrus-9999=/)
    expect((await visit(server.address, '/', { host: 'localhost:9999', cookie: tunnel })).status).toBe(200)
    const socket = await openSocket(server.address, {
      host: 'localhost:9999',
      origin: 'http://localhost:9999',
      cookie: tunnel,
    })
    expect(socket).not.toBeTypeOf('number')
  })

  it.each([['http://evil.example'], ['http://127.0.0.1:1'], ['null'], ['https://localhost']])(
    'refuse a socket opened by a page of %s',
    async (foreign) => {
      expect(await openSocket(server.address, { cookie, origin: foreign })).toBe(403)
    },
  )

  it('refuse a socket without an origin', async () => {
    expect(await openSocket(server.address, { cookie })).toBe(403)
  })

  it('refuse data to a page on another port of this machine, although it sends the cookies', async () => {
    const answer = await visit(server.address, '/data/maps/a/thumbnail.png', {
      cookie,
      'sec-fetch-site': 'same-site',
      'sec-fetch-mode': 'no-cors',
    })
    expect(answer.status).toBe(403)
    expect(fake.asked).toEqual([])
  })

  it.each([['a b'], ['user@localhost'], ['localhost/path']])('refuse the host name "%s"', async (host) => {
    expect((await visit(server.address, '/', { cookie, host })).status).toBe(403)
  })
})

describe('files and resources', () => {
  it('come with the security headers', async () => {
    for (const path of ['/', '/data/x', '/none.js']) {
      const { headers } = await visit(server.address, path, { cookie })
      expect(headers['content-security-policy']).toBe(contentSecurityPolicy)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
      expect(headers['referrer-policy']).toBe('no-referrer')
    }
  })

  it('stream an application resource, without passing on the cookie', async () => {
    const answer = await visit(server.address, '/data/datasets/a/patches?from=0&count=3', { cookie })
    expect([...new Float32Array(new Uint8Array(answer.body).buffer)]).toEqual([1, 2, 3])
    expect(new URL(fake.asked[0].url).search).toBe('?from=0&count=3')
    expect(fake.asked[0].headers.get('cookie')).toBeNull()
  })

  it('notify a resource when its client disconnects', async () => {
    let signal: AbortSignal | undefined
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1024)) })
    fake.application.resources = async (request) => {
      signal = request.signal
      return new Response(endless)
    }
    await server.close()
    server = await startServer({ application: fake.application, rendererFolder: files.folder })
    const leave = new AbortController()
    const own = await letIn(server.address)
    const url = new URL('/data/endless', server.address)
    const answer = await fetch(url, { headers: { cookie: own }, signal: leave.signal })
    await answer.body!.getReader().read()
    leave.abort()
    await new Promise((resolve) => signal!.addEventListener('abort', resolve))
    expect(signal!.aborted).toBe(true)
  })

  it('answer 500 with the reason if a resource fails', async () => {
    fake.application.resources = async () => {
      throw new Error('the cache is gone')
    }
    await server.close()
    server = await startServer({ application: fake.application, rendererFolder: files.folder })
    const answer = await visit(server.address, '/data/x', { cookie: await letIn(server.address) })
    expect([answer.status, answer.text]).toEqual([500, 'Cirrus failed to answer: the cache is gone\n'])
  })

  it('answer GET and HEAD only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await visit(server.address, '/', { cookie }, method)).status).toBe(405)
    const head = await visit(server.address, '/data/x', { cookie }, 'HEAD')
    expect([head.status, head.body.length]).toEqual([200, 0])
  })

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//../secret.txt',
    '/%00',
    '/%ff',
  ])('give nothing outside the window for %s', async (path) => {
    const answer = await visit(server.address, path, { cookie })
    expect([400, 404]).toContain(answer.status)
    expect(answer.text).not.toContain('not for visitors')
  })

  it('refuse requests in proxy form', async () => {
    const answer = await visit(server.address, 'http://evil.example/', { cookie })
    expect(answer.status).toBe(400)
  })
})

describe('a window that is not built', () => {
  it('is reported with the command that builds it', async () => {
    await server.close()
    const empty = mkdtempSync(`${tmpdir()}/cirrus-empty-`)
    server = await startServer({ application: fake.application, rendererFolder: empty })
    const answer = await visit(server.address, '/', { cookie: await letIn(server.address) })
    expect(answer.status).toBe(503)
    expect(answer.text).toContain('npm run build')
    rmSync(empty, { recursive: true })
  })
})

it('listens only on loopback by default', () => {
  expect(new URL(server.address).hostname).toBe('127.0.0.1')
})
