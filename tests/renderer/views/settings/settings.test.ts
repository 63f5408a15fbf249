import { afterEach, describe, expect, it, vi } from 'vitest'
import { skyColourMaps } from '../../../../src-shared/colour/colour-maps.ts'
import { useAppearance } from '../../../../src-renderer/stores/appearance.ts'
import { usePage } from '../../../../src-renderer/stores/page.ts'
import NotFoundPage from '../../../../src-renderer/views/NotFoundPage.vue'
import SettingsPage from '../../../../src-renderer/views/settings/SettingsPage.vue'
import { routes } from '../../../../src-renderer/views/routes.ts'
import { facts, openPage, press } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => {
  open.close()
  vi.restoreAllMocks()
})
const stored = (name: string) => JSON.parse(localStorage.getItem(`cirrus.${name}`) ?? 'null')

describe('the settings', () => {
  it('change the theme of the whole window at once, and remember it', async () => {
    open = await openPage(SettingsPage, '/settings')
    expect(open.page.find('[aria-label="Theme"] [aria-pressed="true"]').text()).toBe('System')
    await press(open.page, 'Dark')
    expect(document.documentElement.dataset.theme).toBe('dark')
    await press(open.page, 'Light')
    expect(document.documentElement.dataset.theme).toBe('light')
    expect(stored('theme')).toBe('light')
    expect(open.page.find('[aria-label="Theme"] [aria-pressed="true"]').text()).toBe('Light')
  })

  it('offer all colour maps of the sky, each with its gradient', async () => {
    open = await openPage(SettingsPage, '/settings')
    const radios = open.page.findAll<HTMLInputElement>('input[name="colour-map"]')
    expect(radios.map((radio) => radio.element.value)).toEqual([...skyColourMaps])
    const last = radios.at(-1)!
    await last.setValue(true)
    expect(useAppearance().colourMap).toBe(last.element.value)
    expect(stored('colour-map')).toBe(last.element.value)
  })

  it('show the version of Cirrus and where its files are', async () => {
    open = await openPage(SettingsPage, '/settings')
    expect(facts(open.page)).toMatchObject({
      Version: '0.1.0',
      'Running in': 'a browser',
      Platform: 'linux x64',
      Home: '/home/astro/.local/share/cirrus',
    })
  })

  it('reset the appearance, and leave other programs’ storage alone', async () => {
    open = await openPage(SettingsPage, '/settings')
    localStorage.setItem('cirrus.runs', '0.7')
    localStorage.setItem('other', 'kept')
    const reload = vi.spyOn(location, 'reload').mockImplementation(() => {})
    await press(open.page, 'Reset appearance')
    expect(Object.keys(localStorage)).toEqual(['other'])
    expect(reload).toHaveBeenCalledOnce()
  })
})

describe('the device options', () => {
  const begin = async () => {
    open = await openPage(SettingsPage, '/settings')
    await until(() => open.page.find('input[name="intra-op"]').exists())
  }
  const asked = () => open.calls.filter(([method]) => method === 'devices.configure').map(([, params]) => params)
  const button = () => open.page.findAll('button').find((one) => one.text() === 'Apply')!

  it('are sent only when applied', async () => {
    await begin()
    expect(button().attributes('disabled')).toBeDefined()
    await open.page.find('input[name="intra-op"]').setValue('6')
    const boxes = open.page.findAll('input[type="checkbox"]')
    await boxes[1].setValue(false)
    await boxes[3].setValue(false)
    expect(asked()).toEqual([])
    await press(open.page, 'Apply')
    await until(() => asked().length === 1)
    expect(asked()[0]).toMatchObject({ intraOpThreads: 6, interOpThreads: null, gpus: ['GPU-1'], tf32: false })
    await until(() => button().attributes('disabled') !== undefined)
  })

  it('show the number of concurrent runs, and the threads of each', async () => {
    await begin()
    const number = (name: string) => open.page.find<HTMLInputElement>(`input[name="${name}"]`)
    // Two GPUs and 16 cores.
    expect(number('engines').element.placeholder).toBe('2 (one per GPU)')
    expect(number('intra-op').element.placeholder).toBe('8 (of 16)')
    await number('engines').setValue('5')
    expect(number('inter-op').element.placeholder).toBe('3 (of 16)')
    expect(open.page.text()).toContain('Runs on the same GPU share its memory.')
    const boxes = open.page.findAll('input[type="checkbox"]')
    await boxes[2].setValue(false)
    expect(open.page.text()).toContain('would take all the memory of its GPU')
    await boxes[0].setValue(false)
    await boxes[1].setValue(false)
    expect(open.page.text()).not.toContain('memory.')
    await number('engines').setValue('')
    expect(number('engines').element.placeholder).toBe('1')
    expect(number('intra-op').element.placeholder).toBe('16 (all)')
    await number('engines').setValue('3')
    await press(open.page, 'Apply')
    await until(() => asked().length === 1)
    expect(asked()[0]).toMatchObject({ engines: 3, gpus: [] })
  })

  it.each(['0', '65', 'many', '1.5'])('refuse %s concurrent runs, with an error below the field', async (text) => {
    await begin()
    await open.page.find('input[name="engines"]').setValue(text)
    expect(open.page.find('[role="alert"]').text()).toBe('a whole number, 1 to 64, or empty for one per GPU')
    expect(button().attributes('disabled')).toBeDefined()
  })

  it('refuse threads that are not a number, with an error below the field', async () => {
    await begin()
    await open.page.find('input[name="inter-op"]').setValue('many')
    expect(open.page.find('[role="alert"]').text()).toContain('a whole number, 1 to 1024')
    expect(button().attributes('disabled')).toBeDefined()
  })

  it('select the CPU if no GPU is ticked, and all GPUs if each is', async () => {
    await begin()
    const [first, second] = open.page.findAll('input[type="checkbox"]')
    await first.setValue(false)
    await second.setValue(false)
    expect(open.page.text()).toContain('everything runs on the CPU')
    await first.setValue(true)
    await second.setValue(true)
    expect(button().attributes('disabled')).toBeDefined()
  })
})

describe('the page for a wrong address', () => {
  /** Every link of a page, and whether a route matches it. */
  const answered = () =>
    open.page.findAll('a').map((link) => {
      const { matched } = open.router.resolve(link.attributes('href')!)
      return [link.attributes('href'), matched[0]?.path !== routes.at(-1)!.path]
    })

  it('links only to existing pages', async () => {
    open = await openPage(NotFoundPage, '/nowhere')
    expect(answered().length).toBeGreaterThanOrEqual(2)
    expect(answered().filter(([, there]) => !there)).toEqual([])
    expect(usePage().crumbs).toHaveLength(1)
    expect(document.title).toMatch(/ · Cirrus$/)
  })

  it('is shown for every wrong address', async () => {
    open = await openPage(NotFoundPage, '/no/such/page')
    expect(open.router.currentRoute.value.matched[0].path).toBe(routes.at(-1)!.path)
    expect(open.page.text()).toContain('Page not found')
  })
})
