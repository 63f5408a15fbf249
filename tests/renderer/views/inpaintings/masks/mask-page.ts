import { afterEach, beforeEach, vi } from 'vitest'
import type { InpaintingOrder, MaskChoice } from '../../../../../src-preload/contract/index.ts'
import NewInpaintingPage from '../../../../../src-renderer/views/inpaintings/new/NewInpaintingPage.vue'
import { boxesOf } from '../../../patch/boxes.ts'
import { button, openPage, press, type Answers, type OpenPage } from '../../mount-page.ts'
import { until } from '../../../window.ts'

/** The form of a new inpainting, for tests of its masks; closed after each of them. Boxes are 640 px wide and high. */
export function maskPage() {
  let open: OpenPage
  beforeEach(() => boxesOf(640))
  afterEach(() => {
    open.close()
    vi.unstubAllGlobals()
  })
  const names = (of: string) => open.page.findAll(of).map((mask) => mask.text())
  const chosen = () => names('.mask[aria-pressed="true"]')
  const begun = () =>
    open.calls.filter(([name]) => name === 'inpaintings.start').map(([, params]) => params) as InpaintingOrder[]
  return {
    async show(answers: Answers = {}) {
      open = await openPage(NewInpaintingPage, '/inpaintings/new', {}, { answers })
      await until(() => open.page.find('[role="radiogroup"]').exists())
      await until(() => button(open.page, 'Paint…')?.element.disabled === false)
      return open
    },
    /** Names of the masks that are offered, and of those that are chosen. */
    offered: () => names('.mask'),
    chosen,
    tile: (name: string) => open.page.findAll('.mask').find((one) => one.text() === name)!,
    within: (label: string) => open.page.find(`[aria-label="${label}"]`),
    press: (text: string) => press(open.page, text),
    /** Submits the form. @returns the masks of the inpaintings that were started */
    async start() {
      await open.page.find('form').trigger('submit')
      await until(() => begun().length > 0)
      return begun().map(({ problem }) => problem.mask as MaskChoice)
    },
    async chooseFile(file: string) {
      await press(open.page, 'From a file')
      await until(() => inDialog('tbody tr').length > 0)
      inDialog('tbody tr')
        .find((row) => row.textContent!.includes(file))!
        .click()
    },
  }
}

/** What is shown in a dialog, which lies outside the page. */
export const inDialog = <T extends HTMLElement>(of: string) => [...document.querySelectorAll<T>(`dialog ${of}`)]

export function pressInDialog(text: string) {
  const found = inDialog('button').find((one) => one.textContent!.trim().startsWith(text))
  if (!found) throw new Error(`no ${text} in the dialog: ${inDialog('button').map((one) => one.textContent)}`)
  found.click()
}

export function typeInto(field: HTMLInputElement, text: string) {
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
