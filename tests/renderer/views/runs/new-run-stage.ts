import { afterEach } from 'vitest'
import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import NewRunPage from '../../../../src-renderer/views/runs/new/NewRunPage.vue'
import { datasets } from '../../fake/records.ts'
import { openPage } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

export let open: OpenPage
afterEach(() => open.close())

export const of = (id: string, size: number, changes = {}) => ({
  ...datasets[0],
  id,
  name: id,
  folder: `/data/${id}`,
  recipe: { ...datasets[0].recipe, size },
  ...changes,
})
export const show = async (at = '/runs/new', answers: Answers = {}) => {
  open = await openPage(NewRunPage, at, {}, { answers })
  await until(() => field('epochs').exists())
  return open.page
}
export const group = (title: string) =>
  open.page.findAll('h2 button').find((one) => one.text().slice(1).trim().startsWith(title))!
/** Expands every group of settings. */
export const showAll = async (...stage: Parameters<typeof show>) => {
  await show(...stage)
  for (const closed of open.page.findAll('h2 button[aria-expanded="false"]')) await closed.trigger('click')
  return open.page
}
export const field = (name: string) => open.page.find<HTMLInputElement>(`#setting-${name}`)
export const hint = (name: string) => open.page.find(`#hint-${name}`).text()
export const started = () => open.calls.find(([method]) => method === 'runs.start')?.[1] as { config: TrainingConfig }
export const primary = () => open.page.find<HTMLButtonElement>('button.primary')
