import { afterEach } from 'vitest'
import type { Run } from '../../../../src-preload/contract/index.ts'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import RunPage from '../../../../src-renderer/views/runs/page/RunPage.vue'
import { openPage } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

export let open: OpenPage
afterEach(() => open.close())

/** The page of one of the fake host's runs, with changes. */
export const show = async (id: string, changes: Partial<Run> = {}, answers: Answers = {}, query = '') => {
  const prepare: NonNullable<Parameters<typeof openPage>[3]>['prepare'] = ({ runs }) =>
    void Object.assign(
      runs.find((run) => run.id === id)!,
      changes,
    )
  open = await openPage(RunPage, `/runs/${id}${query}`, { id }, { prepare, answers })
  await until(() => open.page.find('aside').exists())
  return open.page
}
export const [running, interrupted, complete, failed] = [
  'demo-2026-11-23-c',
  'demo-2026-11-23-b',
  'demo-2026-11-23-a',
  'wide-kernel',
]
export const charts = () => open.page.findAllComponents(Chart)
/** The curves of the first chart, once they have this many rows. */
export const drawn = async (rows: number) => {
  await until(() => charts()[0]?.props('series')[0].x.length === rows)
  return charts()[0].props('series')
}
/** The primary actions of the page. */
export const primary = (page: OpenPage['page']) => page.findAll('aside .primary').map((one) => one.text())
/** The parameters of all calls of a method. */
export const asked = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)
