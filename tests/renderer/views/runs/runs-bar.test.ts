import { describe, expect, it } from 'vitest'
import { until } from '../../window.ts'
import { button, press } from '../mount-page.ts'
import { filled, names, open, show } from './runs-page-stage.ts'

const query = () => open.router.currentRoute.value.query
const find = () => open.page.find<HTMLInputElement>('input[type="search"]')

describe('the bar above the runs', () => {
  it('keeps the filter in the address, and restores it', async () => {
    await filled()
    await find().setValue('latentDimension<=16')
    await until(() => names().length === 1)
    expect(query()).toEqual({ find: 'latentDimension<=16' })
    await find().setValue('')
    await until(() => names().length === 5)
    expect(query()).toEqual({})
    await open.router.push('/runs?find=kernel')
    await until(() => find().element.value === 'kernel')
    expect(names()).toEqual(['wide-kernel'])
  })
  it('names an unknown setting', async () => {
    const page = await filled()
    await find().setValue('latnt>3')
    await until(() => page.text().includes('Unknown setting “latnt”'))
    await find().setValue('latentDimension>3')
    await until(() => page.text().includes('5 of 5 runs'))
  })
  it('offers archived runs only if there are any, and lists them on request', async () => {
    const page = await filled()
    expect(button(page, 'Archived')).toBeUndefined()
    await page.findAll('.away')[0].trigger('click')
    await until(() => button(page, 'Archived 1'))
    expect(names()).toHaveLength(4)
    await press(page, 'Archived 1')
    await until(() => names().length === 5)
    expect(query()).toHaveProperty('archived')
    await press(page, 'Archived 1')
    await until(() => names().length === 4)
    expect(query()).toEqual({})
  })
  it('offers to show all if nothing matches', async () => {
    const page = await show('/runs?find=nothing&starred')
    await until(() => page.text().includes('No runs match the filter'))
    await press(page, 'Show all')
    await until(() => names().length === 5)
  })
  it('archives selected runs only if they were selected by hand', async () => {
    const page = await filled()
    expect(button(page, 'Archive 5')).toBeUndefined()
    await open.router.push('/runs?show=latent-16,wide-kernel')
    await until(() => button(page, 'Archive 2'))
  })
  it('compares no more than eight', async () => {
    const page = await show('/runs?show=all', {
      prepare: ({ runs }) =>
        void runs.push(...Array.from({ length: 5 }, (_, i) => ({ ...runs[2], id: `more-${i}`, name: `more-${i}` }))),
    })
    await until(() => names().length === 10)
    const compare = page.findAll<HTMLButtonElement>('button').find((one) => one.text() === 'Compare')!
    expect(compare.element.disabled).toBe(true)
    expect(compare.attributes('title')).toBe('Select 2 to 8 runs')
  })
})

describe('an empty catalog', () => {
  it('links to the first run', async () => {
    const page = await show('/runs', { empty: true })
    await until(() => page.text().includes('No runs yet'))
    expect(page.findAll('a[href="/runs/new"]').map((link) => link.text())).toContain('New run')
  })
  it('names the dataset to train on', async () => {
    const page = await show('/runs', { prepare: ({ runs }) => void runs.splice(0) })
    await until(() => button(page, 'Train on demo-64px'))
    expect(page.text()).toMatch(/0 of 0 runs/)
  })
})

describe('a run in the table', () => {
  it('without epochs has dashes, and sorts last by value in both directions', async () => {
    const page = await show('/runs', {
      prepare: ({ runs }) => void Object.assign(runs[0], { epoch: 0, bestEpoch: null, bestValidationLoss: null }),
    })
    await until(() => names().length === 5)
    const best = page.findAll('thead th')[10].find('button')
    for (let way = 0; way < 2; way++) {
      await best.trigger('click')
      expect(names().at(-1)).toBe('demo-2026-11-23-c')
    }
    expect(page.findAll('tbody tr').at(-1)!.findAll('td')[10].text()).toBe('–')
  })
})
