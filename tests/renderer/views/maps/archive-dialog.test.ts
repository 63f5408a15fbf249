// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Job } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import * as connection from '../../../../src-renderer/connection/index.ts'
import { mountPage, openStage, until } from '../../sky/stage.ts'

const SkyView = { name: 'SkyView', methods: { lookAt: () => undefined }, template: '<div class="sky-stub" />' }
vi.mock('../../../../src-renderer/sky/SkyView.vue', () => ({ default: SkyView }))
const { default: MapsPage } = await import('../../../../src-renderer/views/maps/MapsPage.vue')

beforeEach(() => vi.stubGlobal('fetch', async () => new Response(new Float32Array(16).buffer)))
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  document.body.innerHTML = ''
})

const dialog = () => document.querySelector('dialog')!
const button = (text: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('button')].find((one) => one.textContent!.trim().startsWith(text))!
const choose = (name: string) => {
  const radio = document.querySelector<HTMLInputElement>(`input[value="${name}"]`)!
  radio.checked = true
  radio.dispatchEvent(new Event('change', { bubbles: true }))
}

/** The list of the archive on the Maps page. */
async function openList(stage = openStage()) {
  const page = await mountPage(MapsPage, '/maps/:id?', '/maps', stage)
  await until(() => button('Open map…') !== undefined)
  button('Open map…').click()
  await until(() => button('Download from the Planck archive…') !== undefined)
  button('Download from the Planck archive…').click()
  await until(() => dialog().querySelectorAll('input[name=product]').length === 3)
  const job = () => stage.host.jobs.find(({ kind }) => kind === 'map')!
  const change = (changes: Partial<Job>) => {
    Object.assign(job(), changes)
    stage.host.server.broadcast('jobs.changed', job())
  }
  return { ...page, stage, job, change }
}

describe('the list of the Planck archive', () => {
  it('is behind Open map, with name, size, citation and the equivalent command', async () => {
    await openList()
    const text = dialog().textContent!.replace(/\s+/g, ' ')
    for (const word of ['gnilc-545', 'GNILC thermal dust at 857 GHz', '402 MB', '43.0 MB downloaded', 'A&A 596, A109'])
      expect(text).toContain(word)
    expect(text).toContain('cirrus map download gnilc-545 --out /home/astro/.local/share/cirrus/maps')
    expect(text).toContain('MD5 checksum, and opening it')
    choose('mask-galactic')
    await until(() => dialog().textContent!.includes('no checksum is published'))
  })

  it('is offered without any map too', async () => {
    await mountPage(MapsPage, '/maps/:id?', '/maps', openStage({ empty: true }))
    await until(() => button('Download from the Planck archive…') !== undefined)
  })

  it('and the file dialog have addresses, for the command palette', async () => {
    const { router } = await mountPage(MapsPage, '/maps/:id?', '/maps?archive', openStage())
    await until(() => dialog().querySelectorAll('input[name=product]').length === 3)
    expect(router.currentRoute.value.fullPath).toBe('/maps')
    button('Close').click()
    await until(() => document.querySelector('dialog') === null)
    await router.push('/maps?open')
    await until(() => dialog().textContent!.includes('Open a map'))
  })

  it('downloads a product as a job, shows its progress, and opens the map when it is complete', async () => {
    const { router, change } = await openList()
    button('Download').click()
    await until(() => dialog().textContent!.includes('50.0 MB of 201 MB, 3.40 MB/s, 44 s left'))
    expect(dialog().querySelector('progress')!.value).toBe(0.25)
    change({ state: 'complete', subject: 'iris-100um', endedAt: '2026-11-29T12:00:00.000Z' })
    await until(() => router.currentRoute.value.path === '/maps/iris-100um')
    expect(document.querySelector('dialog')).toBeNull()
  })

  it('goes on when it is closed, and opens the map all the same', async () => {
    const { router, change } = await openList()
    button('Download').click()
    await until(() => button('Cancel download') !== undefined)
    button('Close').click()
    await until(() => document.querySelector('dialog') === null)
    change({ state: 'complete', subject: 'iris-100um', endedAt: '2026-11-29T12:00:00.000Z' })
    await until(() => router.currentRoute.value.path === '/maps/iris-100um')
  })

  it('cancels a download, and continues one of which a part is there', async () => {
    const { job } = await openList()
    choose('gnilc-857')
    await until(() => button('Continue download') !== undefined)
    button('Continue download').click()
    await until(() => button('Cancel download') !== undefined)
    button('Cancel download').click()
    await until(() => job().state === 'interrupted' && button('Continue download') !== undefined)
  })

  it('opens a product that is downloaded already', async () => {
    const { router } = await openList()
    choose('mask-galactic')
    const open = await until(() =>
      [...dialog().querySelectorAll('button')].find((one) => one.textContent!.trim() === 'Open')!,
    )
    open.click()
    await until(() => router.currentRoute.value.path === '/maps/iris-100um')
  })

  it('shows why a download failed, and stays', async () => {
    const { router, change } = await openList()
    button('Download').click()
    await until(() => button('Cancel download') !== undefined)
    const message = 'https://archive.test/a.fits: the server answered 404 Not Found.'
    change({ state: 'failed', failure: { code: 'download-failed', message }, endedAt: '2026-11-29T12:00:00.000Z' })
    await until(() => dialog().querySelector('[role=alert]')?.textContent?.includes(message))
    expect(router.currentRoute.value.path).toBe('/maps')
  })

  it('says why it cannot be shown', async () => {
    const call = connection.call
    vi.spyOn(connection, 'call').mockImplementation(((name: string, ...rest: [never]) =>
      name === 'maps.products'
        ? Promise.reject(new CirrusError('connection-lost', 'The host is gone.'))
        : call(name as never, ...rest)) as never)
    await mountPage(MapsPage, '/maps/:id?', '/maps', openStage())
    await until(() => button('Open map…') !== undefined)
    button('Open map…').click()
    await until(() => button('Download from the Planck archive…') !== undefined)
    button('Download from the Planck archive…').click()
    await until(() => dialog().textContent!.includes('The host is gone.'))
  })
})
