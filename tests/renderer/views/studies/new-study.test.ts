// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { paperSpace } from '../../../../src-shared/study/search-space.ts'
import { studySpecSchema } from '../../../../src-shared/study/specification.ts'
import type { SearchParameter } from '../../../../src-shared/study/search-space.ts'
import type { StudySpec } from '../../../../src-shared/study/specification.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
// Where it leads when it has begun.
import '../../../../src-renderer/views/studies/page/StudyPage.vue'
import NewStudyPage from '../../../../src-renderer/views/studies/new/NewStudyPage.vue'
import { datasets, demoConfig, metricsOf } from '../../fake/records.ts'
import { button, commands, facts, openPage, press } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

let open: OpenPage
afterEach(() => open.close())

const show = async (at = '/studies/new', answers: Answers = {}) => {
  open = await openPage(NewStudyPage, at, {}, { answers })
  await until(() => open.page.find('[aria-label="Search space"] fieldset').exists())
  return open.page
}
const labelled = (label: string) => open.page.find<HTMLInputElement>(`[aria-label="${label}"]`)
/** The control below a label. */
const field = (label: string) => {
  const found = open.page.findAll('.field').find((one) => one.find('.label').text() === label)
  if (!found) throw new Error(`There is no field ${label}.`)
  return found.find<HTMLInputElement>('input, select')
}
const openSettings = () => open.page.find('[aria-label="Fixed settings"] button[aria-expanded]').trigger('click')
const primary = () => open.page.find<HTMLButtonElement>('button.primary')
const toMend = () => open.page.find('.foot').text()
const submit = () => open.page.find('form').trigger('submit')
type Started = StudySpec & { datasetId: string; name?: string }
const started = () => open.calls.find(([method]) => method === 'studies.start')?.[1] as Started
const begin = async () => {
  await submit()
  await until(started)
  return started()
}
const meaning = () => open.page.find('aside').text().replaceAll(/\s+/g, ' ')
const pressed = (group: string) => open.page.find(`[aria-label="${group}"] [aria-pressed="true"]`).text()

describe('a new study', () => {
  it('is by default what the contract says: the paper’s four parameters, 100 trials of 20 epochs', async () => {
    await show()
    const { datasetId, name, ...spec } = await begin()
    expect(datasetId).toBe('demo-64px')
    expect(name).toBeUndefined()
    expect(spec).toEqual(studySpecSchema.parse({ base: demoConfig }))
    expect(spec.space).toEqual(paperSpace)
  })
  it('leads to its page when it has begun', async () => {
    const page = await show()
    await page.find('input[placeholder="demo-64px-study"]').setValue(' my search ')
    expect((await begin()).name).toBe('my search')
    await until(() => open.router.currentRoute.value.path === '/studies/my-search-new')
  })
  it('is on the dataset of the address', async () => {
    const other = { ...datasets[0], id: 'other', name: 'other', folder: '/data/other' }
    await show('/studies/new?dataset=other', { 'datasets.list': () => [datasets[0], other] })
    expect((await begin()).datasetId).toBe('other')
  })
  it.each([
    [64, 'demo'],
    [128, '128px'],
    [256, 'paper'],
  ])('on patches of %i px begins with the preset %s', async (size, preset) => {
    const set = { ...datasets[0], recipe: { ...datasets[0].recipe, size } }
    await show('/studies/new', { 'datasets.list': () => [set] })
    expect(pressed('Preset')).toBe(preset)
  })
  it('around a run has its settings in all trials, and says so', async () => {
    const page = await show('/studies/new?run=wide-kernel')
    await until(() => page.text().includes('Those of'))
    expect(page.text()).toMatch(/Those of\s+wide-kernel/)
    expect((await begin()).base).toMatchObject({ kernel: 7, learningRate: 0.05, preset: 'demo' })
  })
  it('around a run gives its settings up when another preset is chosen', async () => {
    const page = await show('/studies/new?run=wide-kernel')
    await until(() => page.text().includes('Those of'))
    await press(page, '128px')
    expect(page.text()).not.toContain('Those of')
    expect((await begin()).base).toMatchObject({ preset: '128px', kernel: 4, learningRate: 1e-3 })
  })
  it('needs a dataset, and leads there without one', async () => {
    open = await openPage(NewStudyPage, '/studies/new', {}, { empty: true })
    await until(() => open.page.find('.empty a').exists())
    expect(open.page.find('.empty a').attributes('href')).toBe('/datasets?new')
  })
  it('is left with Cancel', async () => {
    const page = await show()
    expect(button(page, 'Cancel')!.attributes('href')).toBe('/studies')
  })
})

describe('the recipes', () => {
  it('have the paper’s search in one click: 100 trials of 20 epochs with KerasTuner’s recipe', async () => {
    const page = await show()
    await field('trials').setValue('7')
    await press(page, 'The paper’s search')
    expect(pressed('Recipe')).toBe('The paper’s search')
    expect(await begin()).toMatchObject({
      sampler: { kind: 'keras-tuner' },
      budget: 100,
      epochs: 20,
      space: paperSpace,
      objective: { metric: 'validationNegativeElbo', epoch: 'best' },
    })
  })
  it('are chosen by the address too', async () => {
    await show('/studies/new?recipe=paper')
    expect(pressed('Recipe')).toBe('The paper’s search')
  })
  it('have a quick one', async () => {
    const page = await show()
    await press(page, 'Quick')
    expect(await begin()).toMatchObject({ budget: 20, epochs: 3, sampler: { kind: 'gp-ei' } })
  })
  it('are none of them where a search is of one’s own', async () => {
    await show()
    expect(pressed('Recipe')).toBe('Standard')
    await field('trials').setValue('42')
    expect(open.page.find('[aria-label="Recipe"] [aria-pressed="true"]').exists()).toBe(false)
  })
})

describe('the objective', () => {
  it('takes the direction in which a metric is better, which may be turned', async () => {
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
  it('by test patches that are never looked at is not begun, and says what to set', async () => {
    const page = await show()
    await field('Metric').setValue('testNegativeElbo')
    expect(page.text()).toContain('Searching on the test patches uses them up')
    await field('epochs per trial').setValue('3')
    expect(toMend()).toContain('set “test every” to at most 3')
    expect(primary().element.disabled).toBe(true)
  })
})

describe('settings that all trials have in common', () => {
  it('leave those to the search that it varies, and the epochs to the effort', async () => {
    const page = await show()
    await openSettings()
    expect(page.find('#hint-learningRate').text()).toBe('in the search space')
    expect(page.find('#hint-epochs').text()).toContain('epochs per trial')
    expect(page.find<HTMLInputElement>('#setting-learningRate').element.disabled).toBe(true)
  })
  it('that are not as in the preset are named beside it, and begun with', async () => {
    const page = await show()
    await openSettings()
    await page.find('#setting-seed').setValue('5')
    expect(page.find('.changes').text()).toBe('seed 5')
    expect((await begin()).base.seed).toBe(5)
  })
  it('that do not do are shown where they are, and nothing is begun', async () => {
    const page = await show()
    await openSettings()
    await page.find('#setting-seed').setValue('-1')
    expect(toMend()).toContain('seed: needed')
    await submit()
    expect(started()).toBeUndefined()
  })
})

describe('the effort', () => {
  it('is begun with as it is typed', async () => {
    await show()
    for (const [label, value] of [
      ['trials', '12'],
      ['epochs per trial', '4'],
      ['trials at once', '2'],
      ['seed', '9'],
    ])
      await field(label).setValue(value)
    expect(await begin()).toMatchObject({ budget: 12, epochs: 4, concurrency: 2, seed: 9 })
  })
  it('that is no number is not begun', async () => {
    await show()
    await field('trials').setValue('0')
    expect(open.page.text()).toContain('1 to 100000')
    expect(primary().element.disabled).toBe(true)
    expect(commands(open.page)).toEqual([])
  })
  it('is on a Slurm profile of the settings where that is chosen', async () => {
    const page = await show()
    await until(() => page.text().includes('Slurm: night'))
    await field('Runs on').setValue('night')
    expect((await begin()).executor).toEqual({ kind: 'slurm', profile: 'night' })
  })
  it('leads to the settings, where a profile is made', async () => {
    const page = await show('/studies/new', { 'slurm.profiles': () => [] })
    expect(button(page, 'Use a Slurm cluster')!.attributes('href')).toBe('/settings#slurm')
  })
})

describe('what a study comes to', () => {
  it('counts epochs, and tells the time by a run on these patches', async () => {
    const seconds = 2
    const rows = metricsOf(1, 5).map((row, i) => ({ ...row, seconds: i === 0 ? 60 : seconds }))
    await show('/studies/new?recipe=quick', { 'runs.metrics': () => rows })
    await until(() => meaning().includes('about'))
    expect(facts(open.page)).toMatchObject({ 'total epochs': '60', time: 'about 2 min 0 s' })
    expect(meaning()).toContain('Based on demo-2026-11-23-c: 2.0 s per epoch')
  })
  it('does not tell a time where nothing was trained on these patches', async () => {
    await show('/studies/new', { 'runs.list': () => [] })
    expect(facts(open.page)).toMatchObject({ time: 'unknown' })
    expect(meaning()).toContain('the first trial will tell')
  })
  it('names the ranges, and says when there are fewer configurations than trials', async () => {
    const page = await show()
    expect(facts(page)).toMatchObject({
      'learning rate': '10⁻⁵ to 0.01, logarithmic',
      kernel: '3, 4 or 5',
      configurations: 'continuous',
    })
    await labelled('learning rate: remove').trigger('click')
    await labelled('latent dimension: remove').trigger('click')
    expect(facts(page).configurations).toBe('12')
    expect(meaning()).toContain('There are only 12 configurations')
  })
  it('says how many trials come before there is a model', async () => {
    const page = await show()
    expect(meaning()).toContain('The first 10 trials')
    await press(page, 'The paper’s search')
    expect(meaning()).toContain('The first 12 trials')
    await field('Sampler').setValue('random')
    expect(meaning()).not.toContain('The first')
  })
  it('says how many trials this machine, or a profile, takes at once, where they are fewer than are asked for', async () => {
    const page = await show()
    const settings = () => page.find('aside .note a')
    await field('trials at once').setValue('8')
    expect(meaning()).toContain('This machine trains at most 1 at a time.')
    expect(settings().attributes('href')).toBe('/settings')
    await until(() => page.text().includes('Slurm: night'))
    await field('Runs on').setValue('night')
    expect(settings().exists()).toBe(false)
    await field('trials at once').setValue('17')
    expect(meaning()).toContain('The Slurm profile night allows at most 16 at a time.')
    expect(settings().attributes('href')).toBe('/settings#slurm')
  })
  it('is there as a command', async () => {
    const page = await show()
    await field('trials').setValue('12')
    const [command] = commands(page)
    expect(command).toContain(
      'cirrus study run /home/astro/.local/share/cirrus/datasets/demo-64px --name demo-64px-study',
    )
    expect(command).toContain('--trials 12 --epochs 20')
    expect(command).toContain('--param learningRate=0.00001..0.01:log')
  })
})

describe('what the host refuses', () => {
  const refuse = (error: CirrusError): Answers => ({
    'studies.start': () => {
      throw error
    },
  })
  it('of a name is said at the name, and forgotten when it is changed', async () => {
    const message = 'There is a study a already: resume it, or choose another name.'
    const page = await show('/studies/new', refuse(new CirrusError('conflict', message, undefined, { field: 'name' })))
    const name = page.find('input[placeholder="demo-64px-study"]')
    await name.setValue('a')
    await submit()
    await until(() => page.find('[role="alert"]').exists())
    expect(name.element.parentElement!.textContent).toContain(message)
    await name.setValue('b')
    expect(page.find('[role="alert"]').exists()).toBe(false)
    expect(primary().element.disabled).toBe(false)
  })
  it('of a parameter is said at it', async () => {
    const error = new CirrusError(
      'refused',
      'Parameter "kernel": has a choice that is not a finite number.',
      undefined,
      {
        field: 'space.2.choices',
      },
    )
    const page = await show('/studies/new', refuse(error))
    await submit()
    await until(() => page.find('fieldset.failure').exists())
    expect(page.find('fieldset.failure').text()).toContain('has a choice that is not a finite number.')
    expect(page.find('fieldset.failure legend').text()).toBe('kernel')
  })
  it('of a cluster is said where that is chosen', async () => {
    const page = await show(
      '/studies/new',
      refuse(new CirrusError('refused', 'There is no Slurm profile "night".', undefined, { field: 'executor' })),
    )
    await submit()
    await until(() => page.find('[aria-label="Budget"] [role="alert"]').exists())
  })
  it('of anything else is said at the foot', async () => {
    await show('/studies/new', refuse(new CirrusError('refused', 'demo-64px: its folder is gone.')))
    await submit()
    await until(() => toMend().includes('its folder is gone'))
  })
})

describe('the search space of a new study', () => {
  const names = () => open.page.findAll('fieldset legend').map((one) => one.text())
  const begun = async () => (await begin()).space as SearchParameter[]

  it('takes bounds as they are typed', async () => {
    await show()
    await labelled('learning rate: from').setValue('3e-4')
    await labelled('latent dimension: to').setValue('64')
    expect((await begun()).slice(0, 2)).toEqual([
      { kind: 'float', name: 'learningRate', low: 3e-4, high: 1e-2, log: true },
      { kind: 'int', name: 'latentDimension', low: 16, high: 64, log: true },
    ])
  })
  it('says at a bound what does not do, and begins nothing', async () => {
    const page = await show()
    await labelled('latent dimension: from').setValue('600')
    expect(page.find('fieldset.failure').text()).toContain('the lower bound is above the upper one')
    expect(toMend()).toContain('latent dimension: the lower bound is above the upper one')
    await labelled('latent dimension: from').setValue('some')
    expect(page.find('fieldset.failure').text()).toContain('both bounds are needed')
    expect(primary().element.disabled).toBe(true)
  })
  it('has a step in place of a logarithm', async () => {
    await show()
    expect(labelled('latent dimension: step').exists()).toBe(false)
    await open.page.findAll('fieldset')[1].find('input[type="checkbox"]').setValue(false)
    await labelled('latent dimension: step').setValue('16')
    expect((await begun())[1]).toEqual({ kind: 'int', name: 'latentDimension', low: 16, high: 512, step: 16 })
  })
  it('takes choices separated by /, in order or not', async () => {
    await show()
    await labelled('kernel: choices').setValue('3 / 5 / 7')
    await open.page.findAll('fieldset')[2].find('input[type="checkbox"]').setValue(false)
    expect((await begun())[2]).toEqual({ kind: 'categorical', name: 'kernel', choices: [3, 5, 7] })
  })
  it('says which choice a setting cannot be', async () => {
    const page = await show()
    await labelled('kernel: choices').setValue('3 / 12')
    expect(page.find('fieldset.failure').text()).toContain('12 is not allowed; needed: a whole number, 1 to 9')
  })
  it('gains settings of the catalogue, each with what it may be', async () => {
    await show()
    await labelled('Add a parameter').setValue('activation')
    await labelled('Add a parameter').setValue('augment')
    expect(names().slice(4)).toEqual(['activation', 'flips and rotations'])
    const ticks = labelled('activation: choices').findAll('input')
    await ticks[5].setValue(false)
    expect((await begun()).slice(4)).toEqual([
      { kind: 'categorical', name: 'activation', choices: ['relu', 'leaky-relu', 'elu', 'gelu', 'silu'] },
      { kind: 'categorical', name: 'augment', choices: [true, false] },
    ])
  })
  it('offers each setting once, and none that a search leaves alone', async () => {
    await show()
    const offered = labelled('Add a parameter')
      .findAll<HTMLOptionElement>('option')
      .map((one) => one.element.value)
    expect(offered).toContain('klWeight')
    for (const name of ['kernel', 'epochs', 'seed', 'likelihoodWidth']) expect(offered).not.toContain(name)
  })
  it('makes a range of choices, and choices of a range', async () => {
    await show()
    await labelled('kernel: kind').setValue('int')
    expect((await begun())[2]).toEqual({ kind: 'int', name: 'kernel', low: 3, high: 5 })
  })
  it('has a parameter depend on one before it', async () => {
    await show()
    await labelled('batch size: active when').setValue('kernel')
    const ticks = labelled('batch size: when kernel is').findAll('input')
    await ticks[2].setValue(true)
    expect((await begun())[3].when).toEqual({ parameter: 'kernel', values: [3, 5] })
  })
  it('says when a condition never holds', async () => {
    const page = await show()
    await labelled('batch size: active when').setValue('kernel')
    await labelled('batch size: when kernel is').findAll('input')[0].setValue(false)
    expect(page.find('fieldset.failure').text()).toContain('give at least one value of "kernel" for which it is active')
  })
  it('frees a parameter from one that is taken away, or moved behind it', async () => {
    await show()
    await labelled('batch size: active when').setValue('kernel')
    await labelled('batch size: move up').trigger('click')
    expect(names()).toEqual(['learning rate', 'latent dimension', 'batch size', 'kernel'])
    await labelled('kernel: remove').trigger('click')
    expect((await begun()).map(({ name, when }) => [name, when])).toEqual([
      ['learningRate', undefined],
      ['latentDimension', undefined],
      ['batchSize', undefined],
    ])
  })
  it('that is empty is not begun; the paper’s four are one click away', async () => {
    const page = await show()
    for (const name of names()) await labelled(`${name}: remove`).trigger('click')
    expect(page.text()).toContain('Add at least one parameter')
    expect(primary().element.disabled).toBe(true)
    await press(page, 'The paper’s four')
    expect(await begun()).toEqual(paperSpace)
  })
})

describe('sampler and pruner', () => {
  it('have a field for what each of them is told', async () => {
    await show()
    await field('Sampler').setValue('gp-lcb')
    await field('β').setValue('3.5')
    await labelled('startup trials').setValue('6')
    await field('Pruner').setValue('median')
    await field('minimum other trials').setValue('4')
    await field('not before epoch').setValue('2')
    expect(await begin()).toMatchObject({
      sampler: { kind: 'gp-lcb', beta: 3.5, startupTrials: 6 },
      pruner: { kind: 'median', startupTrials: 4, warmupEpochs: 2 },
    })
  })
  it('leave the startup to the sampler where nothing is typed', async () => {
    await show()
    await labelled('startup trials').setValue('6')
    await labelled('startup trials').setValue('')
    expect((await begin()).sampler).toEqual({ kind: 'gp-ei', startupTrials: null })
  })
  it('say what a number may be', async () => {
    const page = await show()
    await labelled('startup trials').setValue('0')
    expect(page.text()).toContain('1 to 1000, or empty')
    expect(primary().element.disabled).toBe(true)
  })
  it('have the rungs of successive halving', async () => {
    await show()
    await field('Pruner').setValue('successive-halving')
    await field('first rung').setValue('2')
    await field('reduction factor').setValue('3')
    expect((await begin()).pruner).toEqual({ kind: 'successive-halving', firstRung: 2, reductionFactor: 3 })
  })
  it.each(['gp-ei', 'gp-lcb', 'keras-tuner', 'sobol', 'random'])('%s is explained in a line', async (kind) => {
    const page = await show()
    await field('Sampler').setValue(kind)
    expect(page.find('[aria-label="Search"] p').text().length).toBeGreaterThan(30)
    expect((await begin()).sampler.kind).toBe(kind)
  })
})
