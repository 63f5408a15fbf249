import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { downloadFile, type DownloadOptions } from '../../../../src-main/application/host/download/download-file.ts'
import { requireSafeAddress } from '../../../../src-main/application/host/download/follow-redirects.ts'
import { partFiles } from '../../../../src-main/application/host/download/part-file.ts'
import { announce, fallSilent, openArchive, serve, status, type Answer, type ServedFile } from './archive-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-download-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const body = Buffer.from(Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 251))
const other = Buffer.from(body).reverse()
const file: ServedFile = { body, etag: '"one"' }
let count = 0

/** A download of `/map.fits` from a server with these answers. */
async function begin(answers: Answer[], options: DownloadOptions & { bytes?: number; path?: string } = {}) {
  const { bytes = null, path = '/map.fits', ...rest } = options
  const target = join(folder, `${count++}.fits`)
  const stored = () => statSync(partFiles(target).part, { throwIfNoEntry: false })?.size ?? 0
  const archive = await openArchive(answers, stored)
  closing.push(archive.close)
  const wanted = { url: archive.url + path, target, bytes, byHand: 'open it' }
  const run = (more: DownloadOptions = {}) => downloadFile(wanted, { pauses: [1, 1, 1], ...rest, ...more })
  return { archive, target, run, stored, part: () => readFileSync(partFiles(target).part) }
}

describe('a download', () => {
  it('streams to a part beside the target, and tells its progress', async () => {
    const told: number[] = []
    const { run, part, target, archive } = await begin([serve(file)], {
      onTransfer: ({ done, total }) => void told.push(done, total!),
    })
    await run()
    expect(part()).toEqual(body)
    expect(existsSync(target)).toBe(false)
    expect(archive.requests).toEqual([''])
    expect(told.slice(0, 2)).toEqual([0, 100_000])
    expect(told.slice(-2)).toEqual([100_000, 100_000])
  })

  it('goes on where a broken connection left it, as often as it takes if the part grows each time', async () => {
    const breaking = [20, 30, 45, 60, 75, 90].map((percent) => serve(file, { until: percent * 1000 }))
    const retries: string[] = []
    const { run, part, archive } = await begin([...breaking, serve(file)], {
      onRetry: (reason) => retries.push(reason),
    })
    await run()
    expect(part()).toEqual(body)
    expect(archive.requests[0]).toBe('')
    expect(archive.requests.slice(1)).toEqual([20, 30, 45, 60, 75, 90].map((percent) => `bytes=${percent * 1000}-`))
    expect(retries).toHaveLength(6)
    expect(retries[0]).toMatch(/^the connection broke: /)
  })

  it('is given up after a few attempts without progress, with the address and what to do', async () => {
    const { run, archive, target, part } = await begin([serve(file, { until: 5000 }), serve(file, { until: 5000 })])
    const error = await run().catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'CirrusError', code: 'download-failed' })
    expect(error.message).toMatch(new RegExp(`^${archive.url}/map.fits: the connection broke: .*\\(4 attempts\\)\\.`))
    expect(error.message).toContain('Try again later, which continues the download')
    expect(error.message).toContain(`save it as ${target}, and open it`)
    expect(part()).toHaveLength(5000)
  })

  it('of another run is continued, and asks for nothing if it is complete', async () => {
    const { run, part, archive } = await begin([serve(file, { until: 40_000 }), status(404), serve(file)])
    await expect(run()).rejects.toThrow('the server answered 404 Not Found. Download this address with a browser')
    await run()
    expect(archive.requests).toEqual(['', 'bytes=40000-', 'bytes=40000-'])
    expect(part()).toEqual(body)
    await run()
    expect(archive.requests).toHaveLength(3)
  })

  it('begins anew if the file has changed, recognised by its ETag or its date', async () => {
    for (const [old, current] of [
      [{ etag: '"one"' }, { etag: '"two"' }],
      [{ modified: 'Sun, 01 Nov 2026 10:00:00 GMT' }, { modified: 'Sun, 08 Nov 2026 10:00:00 GMT' }],
    ]) {
      const { run, part, archive } = await begin([
        serve({ body, ...old }, { until: 40_000 }),
        serve({ body: other, ...current }),
      ])
      await run()
      expect(archive.requests).toEqual(['', 'bytes=40000-'])
      expect(part()).toEqual(other)
    }
  })

  it('begins anew if a server sends the rest of a changed file all the same', async () => {
    const careless: Answer = (request, response) => {
      delete request.headers['if-range']
      serve({ body: other, etag: '"two"' })(request, response, () => 0)
    }
    const { run, part, archive } = await begin([serve(file, { until: 40_000 }), careless])
    await run()
    expect(archive.requests).toEqual(['', 'bytes=40000-', ''])
    expect(part()).toEqual(other)
  })

  it('begins anew if the server ignores Range, cannot tell its files apart, or has less than the part', async () => {
    const ignoring: Answer = (request, response) => {
      delete request.headers.range
      serve(file)(request, response, () => 0)
    }
    const ignored = await begin([serve(file, { until: 40_000 }), ignoring])
    await ignored.run()
    expect(ignored.archive.requests).toEqual(['', 'bytes=40000-'])
    expect(ignored.part()).toEqual(body)

    const untagged = await begin([serve({ body }, { until: 40_000 }), serve({ body })])
    await untagged.run()
    expect(untagged.archive.requests).toEqual(['', ''])

    const weak = await begin([serve({ body, etag: 'W/"one"' }, { until: 40_000 }), serve({ body })])
    await weak.run()
    expect(weak.archive.requests).toEqual(['', ''])

    const shrunk = await begin([serve(file, { until: 40_000 }), status(416), serve(file)])
    await shrunk.run()
    expect(shrunk.archive.requests).toEqual(['', 'bytes=40000-', ''])
    expect(shrunk.part()).toEqual(body)
  })

  it('does not continue a part from another address, nor one whose facts are lost', async () => {
    const { run, target, archive } = await begin([serve(file, { until: 40_000 }), status(404), serve(file)])
    await run().catch(() => undefined)
    writeFileSync(partFiles(target).facts, '{')
    await run()
    expect(archive.requests.at(-1)).toBe('')
  })

  it('tries again if the server is busy, and not if there is no such file', async () => {
    const busy = await begin([status(503), status(429), serve(file)])
    await busy.run()
    expect(busy.archive.requests).toHaveLength(3)
    for (const code of [401, 403, 404, 410]) {
      const gone = await begin([status(code)])
      await expect(gone.run()).rejects.toMatchObject({
        code: 'download-failed',
        message: expect.stringContaining(`${code}`),
      })
      expect(gone.archive.requests).toHaveLength(1)
    }
  })

  it('gives up a connection that falls silent', async () => {
    const { run, part } = await begin([fallSilent(file), serve(file)], { patience: 700 })
    const reasons: string[] = []
    await run({ onRetry: (reason) => reasons.push(reason) })
    expect(reasons).toEqual(['the server sent nothing for 0.7 s'])
    expect(part()).toEqual(body)
  })

  it('stops when asked, and keeps the part', async () => {
    const stop = new AbortController()
    const { run, stored } = await begin([fallSilent(file)], { signal: stop.signal })
    const polling = setInterval(() => stored() > 0 && stop.abort(), 2)
    await expect(run()).rejects.toMatchObject({ name: 'AbortError' })
    clearInterval(polling)
    expect(stored()).toBeGreaterThan(0)
  })

  it('of a host that is not there names it', async () => {
    const { archive, run } = await begin([serve(file)])
    await archive.close()
    await expect(run()).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringMatching(/fetch failed \(.*ECONNREFUSED.*\(4 attempts\)/),
    })
  })
})

describe('a server that announces a wrong length', () => {
  it('of more than it sends is given up', async () => {
    const { run } = await begin([announce(file, body.length + 10)])
    await expect(run()).rejects.toThrow(/the connection broke|instead of the announced/)
  })

  it('other than the published one is refused before anything is downloaded', async () => {
    const { run, target, archive } = await begin([serve(file)], { bytes: 99_999 })
    await expect(run()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('the server has 100000 bytes, but the file should have 99999'),
    })
    expect(archive.requests).toHaveLength(1)
    expect(existsSync(partFiles(target).part)).toBe(false)
  })

  it('or none at all is taken at its word', async () => {
    const chunked: Answer = (_, response) => {
      response.writeHead(200)
      response.end(body)
    }
    const totals = new Set<number | null>()
    const { run, part } = await begin([chunked], { onTransfer: ({ total }) => totals.add(total) })
    await run()
    expect(part()).toEqual(body)
    expect(totals).toEqual(new Set([null]))
  })
})

describe('redirects', () => {
  const to = (location: string, code = 302) => status(code, { location })

  it('are followed, also relative ones', async () => {
    const { run, part, archive } = await begin([to('/b'), to('c', 308), serve(file)])
    await run()
    expect(archive.requests).toHaveLength(3)
    expect(part()).toEqual(body)
  })

  it('in a loop end', async () => {
    const { run, archive } = await begin([to('/map.fits')])
    await expect(run()).rejects.toThrow(`it redirects more than 5 times, last to ${archive.url}/map.fits`)
    expect(archive.requests).toHaveLength(6)
  })

  it('of an archive never lead to servers of this machine', () => {
    const archive = new URL('https://archive.org/a.fits')
    expect(() => requireSafeAddress('http://localhost:8080/admin', archive)).toThrow(
      'it redirects to http://localhost:8080/admin, which is not https',
    )
    expect(requireSafeAddress('/b.fits', archive).href).toBe('https://archive.org/b.fits')
    expect(requireSafeAddress('http://127.0.0.1/b', new URL('http://[::1]/a')).href).toBe('http://127.0.0.1/b')
  })

  it('to plain http, to a file, or nowhere are refused', async () => {
    for (const [location, reason] of [
      ['http://example.org/map.fits', 'it redirects to http://example.org/map.fits, which is not https'],
      ['file:///etc/passwd', 'it redirects to file:///etc/passwd, which is not https'],
      ['http://', 'http:// is not a web address'],
    ]) {
      const { run } = await begin([to(location)])
      await expect(run()).rejects.toThrow(reason)
    }
    const { run } = await begin([status(302)])
    await expect(run()).rejects.toThrow('the server answered 302 without a new address')
  })
})
