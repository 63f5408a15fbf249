import { afterEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import App from '../../../src-renderer/App.vue'
import Breadcrumb from '../../../src-renderer/frame/Breadcrumb.vue'
import ConnectionBar from '../../../src-renderer/frame/ConnectionBar.vue'
import Notices from '../../../src-renderer/frame/Notices.vue'
import StatusBar from '../../../src-renderer/frame/StatusBar.vue'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'
import { usePage } from '../../../src-renderer/stores/page.ts'
import type { CursorReadOut } from '../../../src-renderer/stores/page.ts'
import { openWindowForEach, until } from '../window.ts'

const cirrus = openWindowForEach()
afterEach(() => {
  vi.unstubAllGlobals()
})
const words = (text: string) => text.replace(/\s+/g, ' ')

describe('the status bar', () => {
  const showing = async (cursor: CursorReadOut | null) => {
    const bar = await cirrus.show(StatusBar)
    usePage().cursor = cursor
    await nextTick()
    return bar
  }
  it('shows shortcuts while nothing is under the cursor', async () => {
    expect((await showing(null)).find('.hint').text()).toContain('Ctrl K')
  })
  it('writes units with real superscripts and numbers with four digits', async () => {
    const bar = await showing({ value: 0.000123456, unit: 'Jy*sr^-1' })
    expect(words(bar.find('.value').text())).toBe('1.235 × 10⁻⁴ Jy sr⁻¹')
  })
  it('shows no data for a missing pixel, and nothing where there are no values', async () => {
    expect((await showing({ value: null })).text()).toContain('no data')
    expect((await showing({ lon: 0, lat: 0 })).text()).not.toContain('no data')
  })
  it('shows both values of two skies, with their letters', async () => {
    const bar = await showing({ lon: 1, lat: 2, value: 3.5, unit: 'MJy/sr', beside: { value: null, unit: 'K_CMB' } })
    expect(bar.findAll('.value').map((one) => words(one.text()))).toEqual(['A 3.500 MJy/sr', 'B no data'])
  })
  it('shows zero as a value', async () => {
    expect(words((await showing({ value: 0, unit: 'std' })).find('.value').text())).toBe('0 std')
  })
  it('shows no position if only one coordinate is known', async () => {
    expect((await showing({ lon: 12, value: 1 })).text()).not.toContain('12')
  })
  it('shows the subject of the page on its right', async () => {
    const bar = await showing({ note: 'epoch 37' })
    usePage().subject = 'iris-100um · RING · n512'
    await nextTick()
    expect(bar.find('.subject').text()).toBe('iris-100um · RING · n512')
    expect(bar.text()).toContain('epoch 37')
  })
})

describe('the bar of a lost connection', () => {
  it('says in its place that a window only watches, and nothing in others', async () => {
    expect((await cirrus.show(ConnectionBar)).text()).toBe('')
    await cirrus.reopen({ watching: true })
    expect((await cirrus.show(ConnectionBar)).text()).toContain('This window only watches')
  })
  it('says when it retries, retries on a click, and disappears once reconnected', async () => {
    const bar = await cirrus.show(ConnectionBar)
    cirrus.host.server.close()
    await until(() => bar.text().includes('Retrying in'))
    expect(bar.find('[role="status"]').text()).toContain('Running jobs continue')
    await bar.find('button').trigger('click')
    await until(() => bar.text() === '')
    expect(cirrus.connection.state.phase).toBe('connected')
  })
  it('says to open the new address if the host was restarted with another token', async () => {
    const answer = vi.fn(async () => new Response('', { status: 401 }))
    vi.stubGlobal('fetch', answer)
    const bar = await cirrus.show(ConnectionBar)
    cirrus.host.server.close()
    await until(() => bar.text().includes('Open the address that it printed'))
    expect(bar.text()).not.toContain('Running jobs continue')
    expect(answer).toHaveBeenCalledWith('/', { credentials: 'same-origin' })
  })
})

describe('the breadcrumb', () => {
  it('is a heading if there is one crumb, and plain text if a crumb has no link', async () => {
    const crumbs = await cirrus.show(Breadcrumb)
    usePage().crumbs = [{ label: 'Maps', to: '/maps' }]
    await nextTick()
    expect([crumbs.findAll('a').length, crumbs.find('h1').text()]).toEqual([0, 'Maps'])
    usePage().crumbs = [{ label: 'Runs', to: '/runs' }, { label: 'demo' }, { label: 'epoch 3' }]
    await nextTick()
    expect([crumbs.find('a').text(), crumbs.find('span.here').text(), crumbs.find('h1').text()]).toEqual([
      'Runs',
      'demo',
      'epoch 3',
    ])
  })
})

describe('notices', () => {
  it('with an address are links, and disappear when followed', async () => {
    const push = vi.spyOn(cirrus.router, 'push').mockResolvedValue(undefined)
    const shown = await cirrus.show(Notices)
    useNotices().done('The run is complete.', { label: 'See it', to: '/runs/demo-a' })
    await nextTick()
    expect(shown.find('a').attributes('href')).toBe('/runs/demo-a')
    await shown.find('a').trigger('click')
    expect(push).toHaveBeenCalled()
    expect(useNotices().items).toEqual([])
  })
  it('of failures have their own symbol, and copy their details with the text', async () => {
    const write = vi.fn(async () => undefined)
    const shown = await cirrus.show(Notices)
    useNotices().done('Exported.')
    useNotices().failure(new CirrusError('internal', 'Internal error.', 'at paint.ts'))
    await nextTick()
    expect(shown.findAll('li .text').map((text) => text.text()[0])).toEqual(['●', '▲'])
    vi.stubGlobal('navigator', { clipboard: { writeText: write } })
    const copies = shown.findAll('button').filter((button) => button.text() === 'Copy details')
    expect(copies).toHaveLength(1)
    await copies[0].trigger('click')
    expect(write).toHaveBeenCalledWith('Internal error.\n\nat paint.ts')
  })
  it('are announced to screen readers', async () => {
    expect((await cirrus.show(Notices)).find('.notices').attributes('aria-live')).toBe('polite')
  })
})

describe('the window', () => {
  it('has a skip link for keyboard users, and opens paths that the desktop shell sends', async () => {
    const app = await cirrus.show(App, {}, '/no-such-page')
    const skip = app.find('a.skip')
    expect(app.find(skip.attributes('href')!).element.tagName).toBe('MAIN')
    const push = vi.spyOn(cirrus.router, 'push').mockResolvedValue(undefined)
    cirrus.host.server.broadcast('host.openPath', { path: '/home/astro/my map.fits' })
    await until(() => push.mock.calls.length === 1)
    expect(push).toHaveBeenCalledWith({ path: '/maps', query: { open: '/home/astro/my map.fits' } })
  })

  it('goes to pages that the desktop shell names', async () => {
    await cirrus.show(App, {}, '/no-such-page')
    cirrus.host.server.broadcast('host.showPage', { address: '/settings' })
    await until(() => cirrus.router.currentRoute.value.path === '/settings')
  })
})
