import { afterEach } from 'vitest'
import type { Run } from '../../../../../src-preload/contract/index.ts'
import SampleDraws from '../../../../../src-renderer/views/runs/draws/SampleDraws.vue'
import { presets } from '../../../../../src-shared/model/presets.ts'
import { runs } from '../../../fake/records.ts'
import { until } from '../../../window.ts'
import { openPage, type Answers, type OpenPage } from '../../mount-page.ts'

export let open: OpenPage
afterEach(() => open.close())

/** A flow that is told the level of a patch and its latitude. */
export const flow: Run = { ...runs[2], config: { ...presets.flow, conditions: ['mean', 'latitude'] } }

/** The draws of that flow, once it is known what they can be given. */
export async function showDraws(answers: Answers = {}) {
  open = await openPage(
    SampleDraws,
    '/',
    { run: flow, channel: 0 },
    {
      prepare: (host) => {
        Object.assign(
          host.runs.find(({ id }) => id === flow.id)!,
          flow,
        )
      },
      answers,
    },
  )
  await until(() => labels().includes('latitude') || open.page.find('[role="alert"]').exists())
  return open.page
}
export const labels = () => open.page.findAll('label').map((label) => label.text())
/** A field by its label, on the page or in a dialog. */
export const field = (label: string) => {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === label)!
  return document.getElementById(found.htmlFor) as HTMLInputElement
}
export const type = async (element: HTMLInputElement | HTMLSelectElement, text: string) => {
  element.value = text
  element.dispatchEvent(new Event(element instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
  await new Promise((resolve) => setTimeout(resolve))
}
export const command = (where: string) =>
  document.querySelector(`${where} [aria-label="Equivalent command"] code`)!.textContent
