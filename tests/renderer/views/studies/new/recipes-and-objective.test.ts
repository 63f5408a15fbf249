import { describe, expect, it } from 'vitest'
import { paperSpace } from '../../../../../src-shared/study/search-space.ts'
import { press } from '../../mount-page.ts'
import { open, show, labelled, field, primary, toMend, begin, pressed } from './new-study-form.ts'

describe('the recipes', () => {
  it('include the paper’s search: 100 trials of 20 epochs with KerasTuner’s recipe', async () => {
    const page = await show()
    await field('Trials').setValue('7')
    await press(page, 'The paper’s search')
    expect(pressed('Recipe')).toBe('The paper’s search')
    expect(await begin()).toMatchObject({
      sampler: { kind: 'keras-tuner' },
      budget: 100,
      epochs: 20,
      space: paperSpace,
      objective: { metric: 'validationLoss', epoch: 'best' },
    })
  })
  it('can be chosen by the address', async () => {
    await show('/studies/new?recipe=paper')
    expect(pressed('Recipe')).toBe('The paper’s search')
  })
  it('include a quick one', async () => {
    const page = await show()
    await press(page, 'Quick')
    expect(await begin()).toMatchObject({ budget: 20, epochs: 3, sampler: { kind: 'gp-ei' } })
  })
  it('are unselected for a customised search', async () => {
    await show()
    expect(pressed('Recipe')).toBe('Standard')
    await field('Trials').setValue('42')
    expect(open.page.find('[aria-label="Recipe"] [aria-pressed="true"]').exists()).toBe(false)
  })
})

describe('the objective', () => {
  it('uses the usual direction of a metric, which can be reversed', async () => {
    const page = await show()
    await field('Metric').setValue('imagesPerSecond')
    expect(pressed('Direction')).toBe('higher')
    await press(page, 'lower')
    await press(page, 'last')
    expect(await begin()).toMatchObject({
      objective: { metric: 'imagesPerSecond', epoch: 'last' },
      direction: 'minimise',
    })
  })
  it('on test patches that are never evaluated blocks the start, and says what to set', async () => {
    const page = await show()
    await field('Metric').setValue('testLoss')
    expect(page.text()).toContain('Searching on the test patches uses them up')
    await field('Epochs per trial').setValue('3')
    expect(toMend()).toContain('set “test every” to at most 3')
    expect(primary().element.disabled).toBe(true)
  })
})

describe('sampler and pruner', () => {
  it('have a field for each of their options', async () => {
    await show()
    await field('Sampler').setValue('gp-lcb')
    await field('β').setValue('3.5')
    await labelled('Startup trials').setValue('6')
    await field('Pruner').setValue('median')
    await field('Minimum other trials').setValue('4')
    await field('Not before epoch').setValue('2')
    expect(await begin()).toMatchObject({
      sampler: { kind: 'gp-lcb', beta: 3.5, startupTrials: 6 },
      pruner: { kind: 'median', startupTrials: 4, warmupEpochs: 2 },
    })
  })
  it('leave the startup trials to the sampler if the field is empty', async () => {
    await show()
    await labelled('Startup trials').setValue('6')
    await labelled('Startup trials').setValue('')
    expect((await begin()).sampler).toEqual({ kind: 'gp-ei', startupTrials: null })
  })
  it('show the range of a number', async () => {
    const page = await show()
    await labelled('Startup trials').setValue('0')
    expect(page.text()).toContain('1 to 1000, or empty')
    expect(primary().element.disabled).toBe(true)
  })
  it('include the rungs of successive halving', async () => {
    await show()
    await field('Pruner').setValue('successive-halving')
    await field('First rung').setValue('2')
    await field('Reduction factor').setValue('3')
    expect((await begin()).pruner).toEqual({ kind: 'successive-halving', firstRung: 2, reductionFactor: 3 })
  })
  it.each(['gp-ei', 'gp-lcb', 'keras-tuner', 'sobol', 'random'])('explain %s in a line', async (kind) => {
    const page = await show()
    await field('Sampler').setValue(kind)
    expect(page.find('[aria-label="Search"] p').text().length).toBeGreaterThan(30)
    expect((await begin()).sampler.kind).toBe(kind)
  })
})
