import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import ConfirmDialog from '../../../src-renderer/components/ConfirmDialog.vue'
import FileDialog from '../../../src-renderer/components/FileDialog.vue'
import Modal from '../../../src-renderer/components/Modal.vue'
import Popover from '../../../src-renderer/components/Popover.vue'
import { openWindowForEach, until } from '../window.ts'

openWindowForEach()
afterEach(() => {
  vi.restoreAllMocks()
})
const inPlace = { global: { stubs: { teleport: true } }, attachTo: document.body }

describe('a dialog', () => {
  it('opens as modal, which keeps the focus inside', () => {
    const show = vi.spyOn(HTMLDialogElement.prototype, 'showModal')
    const dialog = mount(Modal, { props: { title: 'Keys' }, ...inPlace })
    expect(show).toHaveBeenCalledOnce()
    expect(dialog.find('dialog').attributes('open')).toBeDefined()
  })
  it('is rendered over the window, outside the page that opens it', () => {
    const page = mount({ render: () => h('main', [h(Modal, { title: 'Keys' }, { default: () => 'inside' })]) })
    expect(page.text()).toBe('')
    expect(document.body.querySelector('dialog')?.textContent).toContain('inside')
    page.unmount()
    expect(document.body.querySelector('dialog')).toBeNull()
  })
  it('emits close on Escape and on a click outside, but does not close by itself', async () => {
    const dialog = mount(Modal, { props: { title: 'Keys' }, slots: { default: '<p>inside</p>' }, ...inPlace })
    const escape = new Event('cancel', { cancelable: true })
    dialog.find('dialog').element.dispatchEvent(escape)
    expect(escape.defaultPrevented).toBe(true)
    await dialog.find('p').trigger('pointerdown')
    expect(dialog.emitted('close')).toHaveLength(1)
    await dialog.find('dialog').trigger('pointerdown')
    expect(dialog.emitted('close')).toHaveLength(2)
  })
  it('has no empty button row', () => {
    expect(
      mount(Modal, { props: { title: 'a' }, ...inPlace })
        .find('.actions')
        .exists(),
    ).toBe(false)
  })
})

describe('a confirmation before something is lost', () => {
  const ask = () =>
    mount(ConfirmDialog, {
      props: { title: 'Delete demo-a?', losses: ['100 epochs', 'its samples'], action: 'Delete run' },
      ...inPlace,
    })
  it('focuses Keep, so that Enter loses nothing', async () => {
    const dialog = ask()
    expect(dialog.find('[autofocus]').text()).toBe('Keep')
    await dialog.find('[autofocus]').trigger('click')
    expect(dialog.emitted()).toHaveProperty('close')
    expect(dialog.emitted()).not.toHaveProperty('confirm')
  })
  it('names the action on its button instead of OK', () => {
    expect(ask().find('button.failure').text()).toBe('Delete run')
  })
  it('is cancelled by Escape', async () => {
    const dialog = ask()
    await dialog.find('dialog').trigger('cancel')
    expect(Object.keys(dialog.emitted())).toContain('close')
    expect(dialog.emitted('confirm')).toBeUndefined()
  })
})

describe('a popover', () => {
  it('ignores Escape while closed', async () => {
    const heard = vi.fn()
    document.body.addEventListener('keydown', heard)
    const open = ref(false)
    const popover = mount(
      defineComponent(
        () => () =>
          h(
            Popover,
            { label: 'Jobs', open: open.value, 'onUpdate:open': (next: boolean) => (open.value = next) },
            { trigger: ({ toggle }: { toggle: () => void }) => h('button', { onClick: toggle }, 'open') },
          ),
      ),
      { attachTo: document.body },
    )
    await popover.find('button').trigger('keydown', { key: 'Escape' })
    expect(heard).toHaveBeenCalledTimes(1)
    await popover.find('button').trigger('click')
    expect(popover.find('[role="dialog"]').attributes('aria-label')).toBe('Jobs')
    await popover.find('button').trigger('keydown', { key: 'Escape' })
    expect(heard).toHaveBeenCalledTimes(1)
    expect(open.value).toBe(false)
    document.body.removeEventListener('keydown', heard)
  })
  it('removes its listeners when unmounted', async () => {
    const told = vi.fn()
    const popover = mount(Popover, { props: { label: 'x', open: false, 'onUpdate:open': told } })
    await popover.setProps({ open: true })
    popover.unmount()
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    expect(told).not.toHaveBeenCalled()
  })
})

describe('the file dialog', () => {
  const open = async (props: Record<string, unknown> = {}) => {
    const dialog = mount(FileDialog, { props: { title: 'Open a map', endings: ['.fits'], ...props }, ...inPlace })
    await until(() => dialog.findAll('tbody tr').length > 0 || dialog.text().includes('cannot be shown'))
    return dialog
  }
  type Dialog = Awaited<ReturnType<typeof open>>
  const path = (dialog: Dialog) => dialog.find<HTMLInputElement>('input').element.value
  const names = (dialog: Dialog) => dialog.findAll('tbody tr').map((row) => row.find('td').text().replace('▸', ''))

  it('starts in the home folder, with the path selected', async () => {
    const dialog = await open()
    expect(path(dialog)).toBe('/home/astro')
    expect(dialog.find('input').attributes('autofocus')).toBeDefined()
  })
  it('starts where the last file was chosen', async () => {
    const first = await open()
    await first.findAll('tbody tr')[0].trigger('click')
    await until(() => path(first) === '/home/astro/maps')
    await first.findAll('tbody tr')[2].trigger('click')
    first.unmount()
    expect(path(await open())).toBe('/home/astro/maps')
  })
  it('starts in the home folder if that folder is no longer readable', async () => {
    localStorage.setItem('cirrus.file-dialog.recent', '["/forbidden"]')
    const dialog = await open()
    expect(path(dialog)).toBe('/home/astro')
    expect(dialog.text()).not.toContain("Can't open")
  })
  it('offers recent folders, and opens one of them', async () => {
    localStorage.setItem('cirrus.file-dialog.recent', '["/data/maps", "/data/masks"]')
    const dialog = await open()
    expect(path(dialog)).toBe('/data/maps')
    const folders = dialog.findAll('.recent option').map((option) => option.text())
    expect(folders).toEqual(['/data/maps', '/data/masks'])
    await dialog.find('.recent select').setValue('/data/masks')
    await until(() => path(dialog) === '/data/masks')
  })
  it('keeps what is typed while the host is answering', async () => {
    const dialog = mount(FileDialog, { props: { title: 'Open a map', endings: ['.fits'] }, ...inPlace })
    await dialog.find('input').setValue('/data/DUST.FITS')
    await until(() => dialog.findAll('tbody tr').length > 0)
    expect(path(dialog)).toBe('/data/DUST.FITS')
    await dialog.find('input').trigger('keydown', { key: 'Enter' })
    await until(() => dialog.emitted('choose') !== undefined)
    expect(dialog.emitted('choose')).toEqual([['/data/DUST.FITS']])
  })
  it('stays in the folder when the path is cleared', async () => {
    const dialog = await open()
    await dialog.find('input').setValue('')
    await dialog.find('input').trigger('keydown', { key: 'Enter' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(path(dialog)).toBe('')
    expect(dialog.emitted('choose')).toBeUndefined()
  })
  it('goes up with its button and Alt+Up, but not above the root', async () => {
    const dialog = await open()
    await dialog.find('[aria-label="Parent folder"]').trigger('click')
    await until(() => path(dialog) === '/home')
    await dialog.find('table').trigger('keydown', { key: 'ArrowUp', altKey: true })
    await until(() => path(dialog) === '/')
    expect(dialog.find('[aria-label="Parent folder"]').attributes('disabled')).toBeDefined()
  })
  it('shows sizes of files but not of folders', async () => {
    const dialog = await open()
    expect(dialog.findAll('tbody tr').map((row) => row.findAll('td')[1].text())).toEqual(['', '', '50.3 MB'])
  })
  it('shows files with any of its endings', async () => {
    expect(names(await open({ endings: ['.fits', '.npy'] })).slice(2)).toEqual(['mask.npy', 'planck-545.fits'])
  })
  it('says why a folder is refused, and keeps the one shown', async () => {
    const dialog = await open()
    await dialog.find('input').setValue('/forbidden')
    await dialog.find('input').trigger('keydown', { key: 'Enter' })
    await until(() => dialog.find('[role="alert"]').exists())
    expect(dialog.find('[role="alert"]').text()).toContain('it may not be read by this user')
    expect(names(dialog)).toContain('maps')
    expect(dialog.emitted('choose')).toBeUndefined()
    await dialog.find('input').setValue('/home/astro/papers')
    await dialog.find('input').trigger('keydown', { key: 'Enter' })
    await until(() => !dialog.find('[role="alert"]').exists())
  })
  it('lists no files in folder mode', async () => {
    expect(names(await open({ folders: true, endings: [] }))).toEqual(['maps', 'papers'])
  })
  it('says which machine’s files these are, and closes without a choice', async () => {
    const dialog = await open()
    expect(dialog.text()).toContain('On the machine that runs Cirrus')
    await dialog
      .findAll('button')
      .find((button) => button.text() === 'Cancel')!
      .trigger('click')
    expect(dialog.emitted('close')).toHaveLength(1)
    expect(localStorage.getItem('cirrus.file-dialog.recent')).toBeNull()
  })
})
