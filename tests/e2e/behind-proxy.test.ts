import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { startServer, type RunningServer } from '../../src-main/serve/server.ts'
import { smallTraining } from '../application/small-application.ts'
import { openReverseProxy, type ReverseProxy } from '../serve/reverse-proxy.ts'
import { whyNoBrowser } from './browser-window.ts'
import { openMadeWindow } from './made-window.ts'

const prefix = '/node/gpu01/4400'

/** A host behind two proxies at once; a browser sees it through the first, and one that only watches through the other. */
describe.skipIf(whyNoBrowser)(`a window behind a proxy${whyNoBrowser ? ` (skipped: ${whyNoBrowser})` : ''}`, () => {
  let portal: ReverseProxy
  let hub: ReverseProxy
  let server: RunningServer
  let cirrus: Awaited<ReturnType<typeof openMadeWindow>>
  let watcher: Page
  beforeAll(async () => {
    const target = () => server.address
    portal = await openReverseProxy({ target, prefix, style: 'keeps', name: 'portal.localhost' })
    hub = await openReverseProxy({ target, prefix, style: 'strips', name: 'hub.localhost' })
    cirrus = await openMadeWindow({ width: 1024, height: 700 }, async (options) => {
      server = await startServer({ ...options, basePath: prefix, origins: [portal.origin, hub.origin], watchers: true })
      return { address: server.publicAddress, close: server.close }
    })
    watcher = await cirrus.page.context().browser()!.newPage()
    watcher.on('pageerror', (error) => cirrus.complaints.push(String(error)))
    await watcher.goto(`${hub.address}${new URL(server.watchAddress!).search}`)
  })
  afterAll(async () => {
    await cirrus?.close()
    await portal?.close()
    await hub?.close()
  })

  /** Number of values in a patch's picture that differ from those of its first pixel. */
  const drawn = (page: Page) =>
    page
      .locator('[aria-label="Patches"] canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
        return data.filter((value, i) => value !== data[i % 4]).length
      })

  it.each([
    ['passes the base path on', () => ({ proxy: portal, page: cirrus.page })],
    ['takes it off', () => ({ proxy: hub, page: watcher })],
  ])('that %s shows pages, patches and pictures', async (_, which) => {
    const { proxy, page } = which()
    await page.waitForURL(`${proxy.address}maps`)
    const thumbnail = page.locator('img[src$="thumbnail.png"]')
    await expect.poll(() => thumbnail.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    await page.goto(`${proxy.address}datasets/${cirrus.dataset.id}`)
    await expect.poll(() => drawn(page)).toBeGreaterThan(100)
    await page.getByRole('link', { name: 'Runs' }).first().click()
    await page.waitForURL(`${proxy.address}runs`)
    expect([proxy.strays, cirrus.complaints]).toEqual([[], []])
  })

  it('hears what the host tells, also after its connection was cut; as does one that watches', async () => {
    const { page, ask, map } = cirrus
    const named = (one: Page, name: string) => one.getByRole('navigation', { name: 'Maps' }).getByText(name).waitFor()
    for (const one of [page, watcher]) await one.getByRole('link', { name: 'Maps' }).first().click()
    await page.getByRole('button', { name: 'Open map…' }).waitFor()
    await watcher.getByText('This window only watches').waitFor()
    expect(await watcher.getByRole('button', { name: 'Open map…' }).count()).toBe(0)
    await ask('maps.rename', { id: map.id, name: 'before' })
    await Promise.all([page, watcher].map((one) => named(one, 'before')))
    portal.cut()
    await page.getByText('Connection to Cirrus lost').waitFor()
    await ask('maps.rename', { id: map.id, name: 'meanwhile' })
    await named(watcher, 'meanwhile')
    await named(page, 'before')
    portal.mend()
    await named(page, 'meanwhile')
    await page.getByText('Connection to Cirrus lost').waitFor({ state: 'detached' })
  })

  it('has every epoch of a training in its curves, also those of while its connection was cut', async () => {
    const { page, ask, dataset } = cirrus
    const { id } = await ask('runs.start', { datasetId: dataset.id, config: { ...smallTraining, epochs: 10_000 } })
    const epoch = async () => (await ask('runs.get', { id })).epoch
    const reaches = (least: number) => expect.poll(epoch).toBeGreaterThanOrEqual(least)
    await page.goto(`${portal.address}runs/${id}`)
    await page.getByText('Negative ELBO').first().waitFor()
    await reaches(2)
    portal.cut()
    await page.getByText('Connection to Cirrus lost').waitFor()
    await reaches((await epoch()) + 4)
    portal.mend()
    await page.getByText('Connection to Cirrus lost').waitFor({ state: 'detached' })
    await reaches((await epoch()) + 2)
    await ask('runs.stop', { id })
    await page.getByText('interrupted').first().waitFor()
    await page.getByRole('button', { name: 'Save negative ELBO' }).click()
    await page.getByRole('button', { name: 'Table' }).click()
    const rows = await page.getByRole('dialog').locator('tbody tr').allInnerTexts()
    const trained = (await ask('runs.metrics', { id })).map(({ epoch }) => String(epoch)).slice(0, 500)
    expect(rows.map((row) => row.split('\t')[0])).toEqual(trained)
  })
})
