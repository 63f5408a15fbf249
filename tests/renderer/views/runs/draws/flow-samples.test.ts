import { afterEach, describe, expect, it } from 'vitest'
import type { Run } from '../../../../../src-preload/contract/index.ts'
import FlowSamples from '../../../../../src-renderer/views/runs/page/FlowSamples.vue'
import { presets } from '../../../../../src-shared/model/presets.ts'
import { metricsOf, runs } from '../../../fake/records.ts'
import { openPage, press } from '../../mount-page.ts'
import type { OpenPage } from '../../mount-page.ts'
import { until } from '../../../window.ts'

let open: OpenPage
afterEach(() => open.close())

const flow: Run = { ...runs[2], config: presets.flow }
const show = async () => {
  open = await openPage(FlowSamples, '/', { run: flow, rows: metricsOf(1, 4), modelValue: null })
  const pictures = () => open.page.findAll('figcaption').map((caption) => caption.text())
  await until(() => pictures().length === 2)
  const field = (label: string) => {
    const id = open.page
      .findAll('label')
      .find((one) => one.text() === label)!
      .attributes('for')
    return open.page.find(`[id="${id}"]`)
  }
  const command = () => open.page.find('[aria-label="Equivalent command"] code').text()
  return { page: open.page, pictures, field, command }
}

describe('the samples of a flow', () => {
  it('are two draws after each epoch: no original, reconstruction or residual', async () => {
    const { page, pictures } = await show()
    expect(pictures()).toEqual(['draw 1', 'draw 2'])
    expect(page.find('[aria-label="Epoch of the sample"]').exists()).toBe(true)
  })

  it('are drawn anew when asked, with a seed and steps of the solver, as the command draws them', async () => {
    const { page, pictures, field, command } = await show()
    await press(page, 'new draws')
    expect(pictures()).toEqual([])
    await field('Draws').setValue('3')
    await field('Solver steps').setValue('12')
    expect(command()).toBe(
      `cirrus sample ${flow.folder} --checkpoint best --count 3 --seed 1 --solver-steps 12 --out samples`,
    )
    await page.find('form').trigger('submit')
    await until(() => pictures().length === 3)
    await press(page, 'MJy/sr')
    expect(command()).toContain('--seed 1 --solver-steps 12 --unit map --out samples')
    await page.find('form').trigger('submit')
    await until(() => pictures().every((caption) => /^draw [1-3]: \S+ to \S+$/.test(caption)))
    expect(page.find('.row-of-pictures .bar').exists()).toBe(false)
    await field('Solver steps').setValue('0')
    expect(page.find('form button:not([type])').attributes('disabled')).toBeDefined()
  })

  it('lead from patch to patch through the noise', async () => {
    const { page, pictures, field, command } = await show()
    await press(page, 'between two patches')
    await until(() => page.text().includes('To patch'))
    await field('To patch').setValue('5')
    await field('In between').setValue('1')
    expect(command()).toContain('--from 0 --to 5 --steps 1 --solver-steps 12 --out from-0-to-5')
    await page.find('form').trigger('submit')
    await until(() => pictures().length === 3)
    expect(pictures()).toEqual(['patch 0', 'λ = 0.50', 'patch 5'])
  })
})
