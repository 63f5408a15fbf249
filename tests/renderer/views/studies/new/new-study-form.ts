// Where the form leads after the start.
import '../../../../../src-renderer/views/studies/page/StudyPage.vue'
import { afterEach } from 'vitest'
import type { StudySpec } from '../../../../../src-shared/study/specification.ts'
import NewStudyPage from '../../../../../src-renderer/views/studies/new/NewStudyPage.vue'
import { openPage } from '../../mount-page.ts'
import type { Answers, OpenPage } from '../../mount-page.ts'
import { until } from '../../../window.ts'

export let open: OpenPage
afterEach(() => open.close())

export const openForm = async (at: string, stage: Parameters<typeof openPage>[3]) => {
  open = await openPage(NewStudyPage, at, {}, stage)
}
/** Opens the form and waits until it is ready. */
export const show = async (at = '/studies/new', answers: Answers = {}) => {
  await openForm(at, { answers })
  await until(() => open.page.find('[aria-label="Search space"] fieldset').exists())
  return open.page
}
export const labelled = (label: string) => open.page.find<HTMLInputElement>(`[aria-label="${label}"]`)
/** The control below a label. */
export const field = (label: string) => {
  const found = open.page.findAll('.field').find((one) => one.find('.label').text() === label)
  if (!found) throw new Error(`There is no field ${label}.`)
  return found.find<HTMLInputElement>('input, select')
}
export const openSettings = () => open.page.find('[aria-label="Fixed settings"] button[aria-expanded]').trigger('click')
export const primary = () => open.page.find<HTMLButtonElement>('button.primary')
export const toMend = () => open.page.find('.foot').text()
export const submit = () => open.page.find('form').trigger('submit')
export type Started = StudySpec & { datasetId: string; name?: string }
export const started = () => open.calls.find(([method]) => method === 'studies.start')?.[1] as Started
export const begin = async () => {
  await submit()
  await until(started)
  return started()
}
export const meaning = () => open.page.find('aside').text().replaceAll(/\s+/g, ' ')
export const pressed = (group: string) => open.page.find(`[aria-label="${group}"] [aria-pressed="true"]`).text()
