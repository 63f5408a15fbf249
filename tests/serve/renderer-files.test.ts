import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { contentType } from '../../src-main/serve/content-types.ts'
import { builtRenderer, fileOf, rendererFiles } from '../../src-main/serve/renderer-files.ts'
import { createRendererFolder } from './renderer-folder.ts'

const { outer, folder } = createRendererFolder()
const get = (path: string, method = 'GET') => rendererFiles(folder)(new Request(`http://localhost${path}`, { method }))
afterAll(() => rmSync(outer, { recursive: true }))

describe('rendererFiles', () => {
  it.each([
    ['/assets/index-B4n_aZ9x.js', 'text/javascript; charset=utf-8'],
    ['/assets/aladin-Ab12Cd34.wasm', 'application/wasm'],
    ['/icon.svg', 'image/svg+xml'],
    ['/', 'text/html; charset=utf-8'],
  ])('serves %s as %s with its length', async (path, type) => {
    const answer = await get(path)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(Number(answer.headers.get('content-length'))).toBe((await answer.arrayBuffer()).byteLength)
  })

  it('lets browsers cache hashed files forever, and others only with revalidation', async () => {
    const cache = async (path: string) => (await get(path)).headers.get('cache-control')
    expect(await cache('/assets/index-B4n_aZ9x.js')).toBe('public, max-age=31536000, immutable')
    expect(await cache('/icon.svg')).toBe('no-cache')
    expect(await cache('/')).toBe('no-cache')
  })

  it.each(['/runs', '/runs/demo-2026-11-23-a', '/maps/iris-100um/'])(
    'serves the page for the address %s of a view',
    async (path) => {
      const answer = await get(path)
      expect([answer.status, await answer.text()]).toEqual([200, '<!doctype html><title>Cirrus</title>'])
    },
  )

  it('serves the page for a view with a dot in its name', async () => {
    expect(await (await get('/datasets/iris.v2')).text()).toContain('<title>Cirrus</title>')
  })

  it('answers 404 for a missing file, so that a stale page notices', async () => {
    expect((await get('/assets/index-00000000.js')).status).toBe(404)
  })

  it('sends only headers for HEAD', async () => {
    const answer = await get('/', 'HEAD')
    expect([answer.headers.get('content-length'), await answer.text()]).toEqual(['36', ''])
  })
})

describe('fileOf', () => {
  it('finds files of the folder, also with escaped letters', () => {
    expect(fileOf('/a/b', '/c%20d.js')).toBe(join('/a/b', 'c d.js'))
    expect(fileOf('/a/b', '/')).toBe('/a/b')
  })

  it.each(['/..', '/../b2/x', '/c/%2e%2e/%2e%2e/x', '/..%5cx', '/%00', '/%E0%A4%A'])('refuses %s', (path) => {
    expect(fileOf('/a/b', path)).toBeNull()
  })
})

it('an unknown extension is a download, never a page', () => {
  expect(contentType('.exe')).toBe('application/octet-stream')
  expect(contentType('.HTML')).toBe('text/html; charset=utf-8')
})

it('the built window is expected in out/renderer of the checkout', () => {
  expect(builtRenderer()).toBe(join(import.meta.dirname, '..', '..', 'out', 'renderer'))
})
