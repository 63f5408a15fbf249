import { afterEach, describe, expect, it } from 'vitest'
import type { Component } from 'vue'
import App from '../../../src-renderer/App.vue'
import { watchedMethods, watchingWords } from '../../../src-preload/contract/watching.ts'
import { paletteOpen } from '../../../src-renderer/frame/shortcuts.ts'
import { inpaintings, maps, datasets } from '../fake/records.ts'
import { studies } from '../fake/study-records.ts'
import { validations } from '../fake/validations.ts'
import { button, openPage, settled } from '../views/mount-page.ts'
import type { OpenPage } from '../views/mount-page.ts'
import { until } from '../window.ts'

let cirrus: OpenPage
afterEach(() => cirrus?.close())
const open = async (at: string, watching = true) => {
  cirrus = await openPage(App as Component, at, {}, { watching })
  await cirrus.router.isReady()
}

/** What of the page can be seen: a control that asks for what this window may not is hidden. */
const seen = (selector: string) =>
  [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => !element.closest('[hidden]'))

const labelOf = (one: HTMLElement) => `${one.textContent} ${one.title} ${one.ariaLabel}`

/** Presses every button of a page and of what opens from it, but for switches of the view, and sends every form. */
async function pressAll(at: string) {
  const pressed = new Set<string>()
  for (;;) {
    const next = seen('button:not(:disabled, [aria-pressed])').find((one) => !pressed.has(labelOf(one)))
    if (!next) break
    pressed.add(labelOf(next))
    next.click()
    await new Promise((resolve) => setTimeout(resolve))
    if (cirrus.router.currentRoute.value.fullPath !== at) await cirrus.router.push(at)
  }
  for (const form of seen('form')) form.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }))
}

describe('a window that only watches', () => {
  it('has nothing on any page that asks for what it may not', async () => {
    await open('/')
    const pages = [
      '/maps',
      `/maps/${maps[0].id}/about`,
      '/datasets',
      `/datasets/${datasets[0].id}`,
      '/runs',
      '/runs/latent-16',
      '/runs/latent-16?view=priors',
      '/studies',
      `/studies/${studies[0].id}`,
      '/validations',
      `/validations/${validations[0].id}`,
      '/inpaintings',
      '/inpaintings/calibration',
      `/inpaintings/${inpaintings[0].id}`,
      '/settings',
    ]
    const faults: Record<string, unknown> = {}
    for (const at of pages) {
      cirrus.calls.length = 0
      await cirrus.router.push(at)
      await settled()
      expect(document.querySelector('main')!.textContent, at).not.toMatch(/ not found/)
      const leads = seen('main a[href]').filter((one) => cirrus.router.resolve(one.getAttribute('href')!).meta.asks)
      await pressAll(at)
      await settled()
      const asked = cirrus.calls.map(([name]) => name).filter((name) => !watchedMethods.includes(name as never))
      if (leads.length + asked.length > 0) faults[at] = [asked, leads.map((one) => one.textContent)]
    }
    expect(faults).toEqual({})
  })
  it('says so in place of a page that is there to start something', async () => {
    await open('/runs/new?dataset=demo-64px')
    await until(() => cirrus.page.find('main h2').exists())
    expect(cirrus.page.find('main').text()).toContain(`Not in this window${watchingWords}`)
    expect(cirrus.page.find('.told').text()).toBe(watchingWords)
  })
  it.each([
    ['only watches', true],
    ['may do all', false],
  ])('is told from others by its host: one that %s', async (_, watching) => {
    await open('/runs', watching)
    await until(() => button(cirrus.page, 'New run'))
    expect(button(cirrus.page, 'New run')!.element.hidden).toBe(watching)
    paletteOpen.value = true
    await until(() => document.querySelector('#palette'))
    const offered = document.querySelector('#palette')!.textContent
    paletteOpen.value = false
    expect(offered).toContain('Keyboard shortcuts')
    expect(offered.includes('New run…')).toBe(!watching)
  })
})
