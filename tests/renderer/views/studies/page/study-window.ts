import { DOMWrapper } from '@vue/test-utils'
import { afterEach, vi } from 'vitest'
import type { Component } from 'vue'
import type { Trial } from '../../../../../src-preload/contract/index.ts'
import type { Size } from '../../../../../src-renderer/charts/use-redrawing.ts'
import DataTable from '../../../../../src-renderer/components/DataTable.vue'
import { useNotices } from '../../../../../src-renderer/stores/notices.ts'
import TrialFigure from '../../../../../src-renderer/views/studies/charts/TrialFigure.vue'
import StudyPage from '../../../../../src-renderer/views/studies/page/StudyPage.vue'
import { until } from '../../../window.ts'
import { openPage } from '../../mount-page.ts'
import type { OpenPage } from '../../mount-page.ts'

export const size: Size = { width: 600, height: 300 }
// happy-dom has no canvas and no layout: everything is drawn at once, at a fixed size.
vi.mock('../../../../../src-renderer/charts/use-redrawing.ts', async () => {
  const { onMounted, watch } = await import('vue')
  return {
    useRedrawing: (_: unknown, { content, draw }: { content: () => unknown; draw: (...told: unknown[]) => void }) => {
      const drawNow = () => draw(content(), { series: Array(8).fill('#000000'), surface: '#000000' }, size)
      onMounted(drawNow)
      watch(content, drawNow, { flush: 'post' })
      return { sizeOf: () => size }
    },
  }
})

export let open: OpenPage
afterEach(() => open.close())
export const openStudy = async (id: string, query = '', stage?: Parameters<typeof openPage>[3]) => {
  open = await openPage(StudyPage, `/studies/${id}${query}`, { id }, stage)
}
/** Opens a study and waits for its trials. */
export const show = async (query = '', id = 'demo-search', stage?: Parameters<typeof openPage>[3]) => {
  await openStudy(id, query, stage)
  await until(() => open.page.find('.trials').exists() || open.page.find('.failure').exists())
  return open.page
}
export const asked = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)
export const figure = (name: string) =>
  open.page.findAllComponents(TrialFigure).find((one) => one.props('name') === name)!
export const names = () => open.page.findAllComponents(TrialFigure).map((one) => one.props('name'))
export const drawn = (name: string, count: number) =>
  until(() => figure(name).attributes('data-trials') === String(count))
export const plot = (name: string) => figure(name).find('.plot')
export const rows = () => open.page.findAll('.trials tbody tr[tabindex]')
/** A generic component has no props type here. */
export const table = () =>
  open.page.findComponent(DataTable as unknown as Component).props() as unknown as {
    rows: readonly { id: number; trial: Trial }[]
  }
export const numbers = () => table().rows.map(({ id }) => id)
export const body = () => new DOMWrapper(document.body)
export const dialog = () => body().find('dialog')
export const inDialog = (text: string) =>
  body()
    .findAll('dialog button')
    .find((one) => one.text().startsWith(text))!
export const said = () =>
  useNotices()
    .items.map(({ text }) => text)
    .join('\n')
/** The pointer position of a trial in a figure; here the canvas is at the top left of the page. */
export const placeOf = (name: string, number: number) => {
  const { points } = figure(name)
    .props('picture')
    .handles(size)
    .find((one) => one.number === number)!
  return { clientX: points[0], clientY: points[1], button: 0 }
}
export const click = async (name: string, number: number, keys = {}) => {
  const at = { ...placeOf(name, number), ...keys }
  await plot(name).trigger('pointerdown', at)
  await plot(name).trigger('pointerup', at)
}
/** The trial of a row with this class, if any. */
const trialOf = (row: string) => {
  const found = open.page.find(`.trials tr.${row} td`)
  return found.exists() ? Number(found.text().replace('best', '')) : null
}
export const highlighted = () => trialOf('highlighted')
/** Waits until the row of a trial is drawn as the open one, and the address has followed. */
export const opened = (number: number) =>
  until(() => trialOf('current') === number && open.router.currentRoute.value.query.trial === String(number))
