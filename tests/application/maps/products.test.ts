import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { atMirror, productNamed } from '../../../src-main/application/maps/download/products.ts'
import { productHandlers } from '../../../src-main/application/maps/product-handlers.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { until } from '../harness.ts'
import { openSky } from '../sky-context.ts'
import { fallSilent, openArchive, serve, status, type Answer } from '../host/download/archive-server.ts'

const { home, context } = openSky()
const body = readFileSync(writeMadeMap(join(home, 'served.fits'), waves, { nside: 32 }))
const md5 = createHash('md5').update(body).digest('hex')
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** The methods, for a table of one product at a server with these answers. */
async function begin(name: string, ...answers: Answer[]) {
  const archive = await openArchive(answers)
  closing.push(archive.close)
  const product = { ...atMirror(productNamed(name), archive.url), md5 }
  const handlers = productHandlers(context, [product])
  const control = { signal: new AbortController().signal, progress: () => undefined }
  const download = async () => handlers['maps.download']({ name }, control)
  const state = async () => (await handlers['maps.products']({}, control))[0]
  const ended = (id: string) =>
    until(
      async () => context.jobs.list().find((job) => job.id === id)!,
      ({ endedAt }) => endedAt !== null,
    )
  return { archive, product, download, state, ended, path: join(home, 'maps', product.file) }
}

describe('a product', () => {
  it('is downloaded to the home’s maps as a job, and opened: the job’s subject is the map', async () => {
    const { download, state, ended, path } = await begin('gnilc-545', serve({ body, etag: '"a"' }))
    expect(await state()).toMatchObject({ name: 'gnilc-545', path, downloaded: 0, mapId: null, jobId: null })
    const job = await download()
    expect(job).toMatchObject({ kind: 'map', title: 'Download gnilc-545', subject: null, cancellable: true })
    expect(await ended(job.id)).toMatchObject({ state: 'complete', subject: 'gnilc-545', note: 'gnilc-545 opened' })
    expect(context.catalog.maps.get('gnilc-545')).toMatchObject({ path, grid: { nside: 32 }, size: body.length })
    expect(await state()).toMatchObject({ mapId: 'gnilc-545', jobId: null })
    // A file that is gone can be downloaded again, for the same map.
    rmSync(path)
    expect((await state()).mapId).toBeNull()
    expect(await ended((await download()).id)).toMatchObject({ state: 'complete', subject: 'gnilc-545' })
    expect(context.catalog.maps.list()).toHaveLength(1)
  })

  it('is downloaded once at a time; cancelled, its part is kept and continued', async () => {
    const { download, state, ended, archive } = await begin(
      'gnilc-353',
      fallSilent({ body, etag: '"a"' }),
      serve({ body, etag: '"a"' }),
    )
    const job = await download()
    await until(state, ({ downloaded }) => downloaded > 0)
    expect(await download()).toMatchObject({ id: job.id })
    expect((await state()).jobId).toBe(job.id)
    context.jobs.cancel(job.id)
    expect(await ended(job.id)).toMatchObject({ state: 'interrupted', subject: null })
    const { downloaded, jobId } = await state()
    expect([downloaded > 0, jobId]).toEqual([true, null])
    const again = await download()
    expect(await ended(again.id)).toMatchObject({ state: 'complete', subject: 'gnilc-353' })
    expect(archive.requests).toEqual(['', `bytes=${downloaded}-`])
  })

  it('that is there but not open is only opened', async () => {
    const { download, ended, path, archive } = await begin('gnilc-857', status(404))
    mkdirSync(join(home, 'maps'), { recursive: true })
    writeFileSync(path, body)
    expect(await ended((await download()).id)).toMatchObject({ state: 'complete', subject: 'gnilc-857' })
    expect(archive.requests).toEqual([])
  })

  it('that cannot be downloaded leaves no file, and says what to do', async () => {
    const { download, ended, product } = await begin('gnilc-tau', status(404))
    const { state, failure, subject } = await ended((await download()).id)
    expect({ state, subject }).toEqual({ state: 'failed', subject: null })
    expect(failure).toMatchObject({ code: 'download-failed', message: expect.stringContaining(`${product.url}: `) })
    expect(readdirSync(join(home, 'maps')).filter((name) => name.includes('Opacity'))).toEqual([])
  })

  it('of another name is not found: the window names products, never addresses', async () => {
    const handlers = productHandlers(context)
    const control = { signal: new AbortController().signal, progress: () => undefined }
    await expect(async () => handlers['maps.download']({ name: 'a-map' }, control)).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await handlers['maps.products']({}, control)).toHaveLength(15)
  })
})
