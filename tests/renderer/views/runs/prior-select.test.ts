import { afterEach, describe, expect, it } from 'vitest'
import type { Prior } from '../../../../src-preload/contract/index.ts'
import PriorSelect from '../../../../src-renderer/views/runs/PriorSelect.vue'
import { prior } from '../../fake/priors.ts'
import { openPage, type OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
let chosen: (string | null)[] = []
afterEach(() => open.close())

const runId = 'demo-2026-11-23-a'
const show = async (modelValue: string | null, priors?: Prior[], checkpoint: 'best' | 'last' = 'best') => {
  chosen = []
  const props = { runId, checkpoint, modelValue, 'onUpdate:modelValue': (name: string | null) => chosen.push(name) }
  open = await openPage(PriorSelect, '/', props, { answers: priors ? { 'priors.list': () => priors } : {} })
  await until(() => open.page.findAll('option').length > 1)
  return open.page.find<HTMLSelectElement>('select')
}
const options = () => open.page.findAll('option').map((one) => [one.text(), one.attributes('disabled') === undefined])

describe('the choice of a prior', () => {
  it('has N(0, 1) first and then the priors of the run, each with the reason if it can’t be drawn from', async () => {
    await show(null, [
      prior(runId, 'both', { fits: ['best', 'last'] }),
      prior(runId, 'fresh', { epoch: 0, latents: null, fits: [] }),
      prior(runId, 'last-one', { fits: ['last'] }),
      prior(runId, 'old', { fits: [] }),
    ])
    expect(options()).toEqual([
      ['N(0, 1)', true],
      ['both', true],
      ['fresh (it has not been trained yet)', false],
      ['last-one (it fits the last checkpoint)', false],
      ['old (the run was trained further: train the prior again)', false],
    ])
  })

  it('shows what is chosen even if the priors arrive later, and tells another choice', async () => {
    const select = await show('wide')
    expect(select.element.selectedIndex).toBe(3)
    await select.setValue('flow')
    expect(chosen).toEqual(['flow'])
    await open.page.findAll('option')[0].setValue()
    expect(chosen.at(-1)).toBeNull()
  })

  it('falls back to N(0, 1) for a run without the prior that was chosen', async () => {
    await show('gone')
    await until(() => chosen.length > 0)
    expect(chosen).toEqual([null])
  })

  it('keeps one that was chosen and no longer fits, which the host refuses with the reason', async () => {
    const select = await show('flow', undefined, 'last')
    expect(select.element.selectedIndex).toBe(1)
    expect(options()[1]).toEqual(['flow (it fits the best checkpoint)', false])
    expect(chosen).toEqual([])
  })
})
