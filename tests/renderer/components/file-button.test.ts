import { afterEach, expect, it } from 'vitest'
import FileButton from '../../../src-renderer/components/FileButton.vue'
import { openPage } from '../views/mount-page.ts'
import type { OpenPage } from '../views/mount-page.ts'
import { until } from '../window.ts'

let open: OpenPage
afterEach(() => open.close())
const show = async (props: Record<string, unknown> = {}) => {
  open = await openPage(FileButton, '/', { title: 'Mask', endings: ['.npy'], ...props })
  return open.page.find('button')
}
const rows = () => [...document.querySelectorAll<HTMLElement>('dialog tbody tr')]

it('chooses a file in a dialog, which then closes', async () => {
  const button = await show()
  expect(document.querySelector('dialog')).toBeNull()
  await button.trigger('click')
  await until(() => rows().length > 0)
  expect(document.querySelector('dialog h2')?.textContent).toBe('Mask')
  expect(rows().some((row) => row.textContent!.includes('notes.txt'))).toBe(false)
  rows()
    .find((row) => row.textContent!.includes('mask.npy'))!
    .click()
  await until(() => open.page.findComponent(FileButton).emitted('choose'))
  expect(open.page.findComponent(FileButton).emitted('choose')).toEqual([['/home/astro/mask.npy']])
  expect(document.querySelector('dialog')).toBeNull()
})

it('lists no files when choosing a folder', async () => {
  const button = await show({ folders: true })
  await button.trigger('click')
  await until(() => rows().length > 0)
  expect(rows().map((row) => row.textContent!.includes('mask.npy'))).not.toContain(true)
})

it('passes on its attributes and tooltip, and does not submit the form', async () => {
  const button = await show({ hint: 'Weights of a run', 'aria-pressed': true, class: 'plain' })
  expect(button.attributes()).toMatchObject({
    type: 'button',
    title: 'Weights of a run',
    'aria-pressed': 'true',
    class: 'plain',
  })
})
