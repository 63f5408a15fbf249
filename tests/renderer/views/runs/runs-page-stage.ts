import { afterEach } from 'vitest'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import RunsPage from '../../../../src-renderer/views/runs/list/RunsPage.vue'
import { openPage } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

export let open: OpenPage
afterEach(() => open.close())
export const show = async (at = '/runs', stage?: Parameters<typeof openPage>[3]) => {
  open = await openPage(RunsPage, at, {}, stage)
  return open.page
}
/** With the fake host's five runs in the table. */
export const filled = async (at?: string, stage?: Parameters<typeof openPage>[3]) => {
  const page = await show(at, stage)
  await until(() => page.findAll('tbody tr').length === 5)
  return page
}
export const names = () => open.page.findAll('tbody tr').map((row) => row.findAll('td')[3].text())
export const cells = (row: number) =>
  open.page
    .findAll('tbody tr')
    [row].findAll('td')
    .map((cell) => cell.text())
export const chart = () => open.page.findComponent(Chart)
export const drawn = () =>
  chart()
    .props('series')
    .map(({ name }) => name)
/** The ids of the plotted runs in the address. */
export const shown = () => String(open.router.currentRoute.value.query.show)
