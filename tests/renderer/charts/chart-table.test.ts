// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import ChartMenu from '../../../src-renderer/charts/ChartMenu.vue'
import type { Series } from '../../../src-renderer/charts/series.ts'

afterEach(() => void (document.body.innerHTML = ''))

/** The dialog that the menu of a chart of these curves opens. */
async function tableOf(series: Series[]) {
  const menu = mount(ChartMenu, {
    props: {
      ...{ name: 'Negative ELBO', series, x: { name: 'epoch' }, y: { name: 'negative ELBO', unit: 'nat' } },
      ...{ toPng: () => undefined, toSvg: () => '' },
    },
    attachTo: document.body,
  })
  await menu.get('button').trigger('click')
  await menu
    .findAll('.menu button')
    .find((button) => button.text() === 'Show as table')!
    .trigger('click')
  const dialog = document.querySelector('dialog')!
  const cells = (row: Element) => [...row.children].map(({ textContent }) => textContent)
  return { dialog, rows: [...dialog.querySelectorAll('tr')].map(cells) }
}
const curve = (x: number[], y: number[]): Series => ({ name: 'train', x, y, colour: 0 })

describe('the table behind a chart', () => {
  it('has the names of the axes and the numbers of the curves, and none where a curve has none', async () => {
    const { dialog, rows } = await tableOf([curve([1, 2], [0.25, NaN])])
    expect(dialog.querySelector('h2')!.textContent).toBe('Negative ELBO')
    expect(rows).toEqual([
      ['train: epoch', 'train: negative ELBO [nat]'],
      ['1', expect.stringMatching(/^0.25/)],
      ['2', '–'],
    ])
  })

  it('of thousands of points shows the first ones, and says so', async () => {
    const x = Array.from({ length: 2000 }, (_, i) => i)
    const { dialog, rows } = await tableOf([curve(x, x)])
    expect(rows).toHaveLength(501)
    expect(dialog.textContent).toMatch(/The first 500 of 2.000 rows/)
  })

  it('of an empty chart says that there is nothing', async () => {
    const { dialog } = await tableOf([])
    expect(dialog.textContent).toContain('Nothing is drawn.')
  })
})
