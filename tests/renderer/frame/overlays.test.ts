import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import Modal from '../../../src-renderer/components/Modal.vue'
import Popover from '../../../src-renderer/components/Popover.vue'
import Breadcrumb from '../../../src-renderer/frame/Breadcrumb.vue'
import JobItem from '../../../src-renderer/frame/JobItem.vue'
import Notices from '../../../src-renderer/frame/Notices.vue'
import ShortcutSheet from '../../../src-renderer/frame/ShortcutSheet.vue'
import { frameShortcuts, sheetOpen } from '../../../src-renderer/frame/shortcuts.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'
import { usePage } from '../../../src-renderer/stores/page.ts'
import SettingsPage from '../../../src-renderer/views/settings/SettingsPage.vue'
import { useAppearance } from '../../../src-renderer/stores/appearance.ts'
import { openWindowForEach, until } from '../window.ts'

const cirrus = openWindowForEach()
afterEach(() => {
  sheetOpen.value = false
})

describe('a popover', () => {
  const open = async () => {
    const popover = mount(Popover, {
      props: { label: 'Jobs', open: false, 'onUpdate:open': (open: boolean) => popover.setProps({ open }) },
      slots: {
        trigger: '<template #trigger="{ toggle }"><button @click="toggle">open</button></template>',
        default: 'inside',
      },
      attachTo: document.body,
    })
    await popover.find('button').trigger('click')
    return popover
  }
  it('closes with Escape and returns the focus to its trigger', async () => {
    const popover = await open()
    expect(popover.find('[role="dialog"]').text()).toBe('inside')
    await popover.find('[role="dialog"]').trigger('keydown', { key: 'Escape' })
    expect(popover.find('[role="dialog"]').exists()).toBe(false)
    expect(document.activeElement).toBe(popover.find('button').element)
  })
  it('closes with a click outside, not inside', async () => {
    const popover = await open()
    popover.find('[role="dialog"]').element.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    await nextTick()
    expect(popover.find('[role="dialog"]').exists()).toBe(true)
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    await nextTick()
    expect(popover.find('[role="dialog"]').exists()).toBe(false)
  })
})

describe('a dialog', () => {
  it('is named by its title and emits close on Escape', async () => {
    const dialog = mount(Modal, {
      props: { title: 'Keys' },
      global: { stubs: { teleport: true } },
      attachTo: document.body,
    })
    const element = dialog.find('dialog')
    expect(document.getElementById(element.attributes('aria-labelledby')!)?.textContent).toBe('Keys')
    await element.trigger('cancel')
    expect(dialog.emitted('close')).toHaveLength(1)
  })
  it('lists every shortcut of the frame', async () => {
    const sheet = mount(ShortcutSheet, { global: { stubs: { teleport: true } } })
    expect(sheet.text()).toBe('')
    sheetOpen.value = true
    await nextTick()
    expect(sheet.findAll('dd').map((does) => does.text())).toEqual(frameShortcuts.map(({ does }) => does))
  })
})

describe('notices', () => {
  it('carry an action, which dismisses them', async () => {
    const shown = await cirrus.show(Notices)
    let undone = false
    useNotices().done('The run was removed.', { label: 'Undo', run: () => (undone = true) })
    await nextTick()
    await shown.findAll('button')[0].trigger('click')
    expect(undone).toBe(true)
    expect(useNotices().items).toEqual([])
  })
  it('of failures stay until dismissed, up to the last four', async () => {
    const shown = await cirrus.show(Notices)
    for (let i = 0; i < 6; i++) useNotices().failure(new Error(`failure ${i}`))
    await nextTick()
    expect(useNotices().items.map(({ text }) => text)).toEqual(['failure 2', 'failure 3', 'failure 4', 'failure 5'])
    await shown.findAll('[aria-label="Dismiss"]')[0].trigger('click')
    expect(useNotices().items).toHaveLength(3)
  })
})

describe('a job in the tray', () => {
  const job = {
    id: 'j',
    kind: 'dataset',
    title: 'Cut 2016 patches',
    subject: 'demo',
    fraction: null,
    note: '2016 patches',
    secondsLeft: null,
    failure: null,
    cancellable: false,
    startedAt: '2026-11-23T10:00:00Z',
    endedAt: null,
  } as const
  it('without known progress shows a bar without a value, and no button if it cannot be cancelled', async () => {
    const item = await cirrus.show(JobItem, { job: { ...job, state: 'running' } })
    expect(item.find('progress').attributes('value')).toBeUndefined()
    expect(item.find('button').exists()).toBe(false)
    expect(item.find('a').attributes('href')).toBe('/datasets/demo')
  })
  it('that failed says why', async () => {
    const failure = { code: 'refused', message: 'window.fits, HDU 2: no HEALPix column.' }
    const item = await cirrus.show(JobItem, { job: { ...job, state: 'failed', failure, endedAt: job.startedAt } })
    expect(item.text()).toContain('window.fits, HDU 2: no HEALPix column.')
    expect(item.find('progress').exists()).toBe(false)
  })
})

describe('the breadcrumb', () => {
  it('links all crumbs but the last', async () => {
    const crumbs = await cirrus.show(Breadcrumb)
    usePage().crumbs = [{ label: 'Runs', to: '/runs' }, { label: 'first light' }]
    await nextTick()
    expect(crumbs.findAll('a').map((link) => link.attributes('href'))).toEqual(['/runs'])
    expect(crumbs.find('h1').text()).toBe('first light')
  })
})

describe('settings', () => {
  it('choose theme and colour map, and show where files are', async () => {
    const page = await cirrus.show(SettingsPage, {}, '/settings')
    await until(() => page.text().includes('/home/astro/.local/share/cirrus'))
    await page
      .findAll('button')
      .find((button) => button.text() === 'Light')!
      .trigger('click')
    expect(useAppearance().theme).toBe('light')
    await page.find('input[value="cividis"]').setValue()
    expect(useAppearance().colourMap).toBe('cividis')
    expect(localStorage.getItem('cirrus.colour-map')).toBe('"cividis"')
  })
})
