import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { downloadProduct } from '../../../../src-main/application/maps/download/download-product.ts'
import { partFiles } from '../../../../src-main/application/host/download/part-file.ts'
import { atMirror, productNamed } from '../../../../src-main/application/maps/download/products.ts'
import type { MapProduct } from '../../../../src-preload/contract/map-products.ts'
import { waves, writeMadeMap } from '../../made-map.ts'
import { announce, fallSilent, openArchive, serve, type Answer } from '../../host/download/archive-server.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-product-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const body = readFileSync(writeMadeMap(join(root, 'served.fits'), waves, { nside: 32 }))
const md5 = createHash('md5').update(body).digest('hex')
const file = { body, etag: '"one"' }
let count = 0

async function begin(answers: Answer[], facts: Partial<MapProduct> = {}) {
  const folder = join(root, `home-${count++}`)
  const target = join(folder, productNamed('gnilc-545').file)
  const stored = () => statSync(partFiles(target).part, { throwIfNoEntry: false })?.size ?? 0
  const archive = await openArchive(answers, stored)
  closing.push(archive.close)
  const product = { ...atMirror(productNamed('gnilc-545'), archive.url), md5, ...facts }
  const run = (signal?: AbortSignal) => downloadProduct(product, folder, { pauses: [1, 1], signal })
  return { archive, product, folder, run, target, stored, names: () => readdirSync(folder) }
}

describe('a product', () => {
  it('gets its name when it is complete, and leaves nothing else in the folder', async () => {
    const { run, target, names, product } = await begin([serve(file, { until: 9000 }), serve(file)], {
      bytes: body.length,
    })
    expect(await run()).toEqual({ path: target, already: false })
    expect(readFileSync(target)).toEqual(body)
    expect(names()).toEqual([product.file])
  })

  it('that is there already is checked, not downloaded', async () => {
    const { run, archive, target } = await begin([serve(file)])
    await run()
    expect(await run()).toEqual({ path: target, already: true })
    expect(archive.requests).toHaveLength(1)
  })

  it('does not replace another file of its name', async () => {
    const { run, target, folder } = await begin([serve(file)])
    writeMadeMap(target, () => 3, { nside: 4 })
    const before = readFileSync(target)
    await expect(run()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/this file exists, but is not gnilc-545: .*its MD5 checksum is .* Move it away/),
    })
    expect(readFileSync(target)).toEqual(before)
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('with a wrong checksum is deleted', async () => {
    const { run, target, names } = await begin([serve({ body: Buffer.from(body).fill(1, 9000, 9010), etag: '"x"' })])
    await expect(run()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(
        /not gnilc-545, and was deleted: .*its MD5 checksum is \w+, but that of gnilc-545 is/,
      ),
    })
    expect([existsSync(target), names()]).toEqual([false, []])
  })

  it('without a published checksum has to open as a map: no page of a portal does', async () => {
    const page = Buffer.from('<html><body>Please log in.</body></html>')
    const { run, names } = await begin([serve({ body: page, etag: '"x"' })], { md5: null })
    await expect(run()).rejects.toThrow(/what the server sent is not gnilc-545, and was deleted: .*/)
    expect(names()).toEqual([])
  })

  it('that a server cuts short under a wrong length is refused', async () => {
    for (const length of [body.length - 2880, 5000, 1000]) {
      const { run, names, target } = await begin([announce(file, length)], { md5: null })
      const error = await run().catch((thrown) => thrown)
      expect(error.name, String(length)).toBe('CirrusError')
      expect(existsSync(target)).toBe(false)
      expect(names().filter((name) => name.endsWith('.lock'))).toEqual([])
    }
  })

  it('is never downloaded twice at once', async () => {
    const { run, target, product, folder } = await begin([serve(file)])
    await run()
    rmSync(target)
    // Process 1 of this machine is alive.
    writeFileSync(partFiles(target).lock, `${hostname()} 1\n`)
    await expect(run()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`${target} is being downloaded by process 1 on ${hostname()}`),
    })
    // A process that has died does not count.
    writeFileSync(partFiles(target).lock, `${hostname()} 4194999\n`)
    expect((await run()).path).toBe(target)
    expect(readdirSync(folder)).toEqual([product.file])
  })

  it('keeps its part if it is stopped, and is continued', async () => {
    const { run, target, archive, stored } = await begin([fallSilent(file), serve(file)])
    await expect(run(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
    expect(archive.requests).toEqual([])
    const stop = new AbortController()
    const polling = setInterval(() => stored() > 0 && stop.abort(), 2)
    await expect(run(stop.signal)).rejects.toMatchObject({ name: 'AbortError' })
    clearInterval(polling)
    expect([stored() > 0, existsSync(target)]).toEqual([true, false])
    expect((await run()).path).toBe(target)
    expect(readFileSync(target)).toEqual(body)
  })
})
