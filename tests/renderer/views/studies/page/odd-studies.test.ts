// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import type { Study, Trial } from '../../../../../src-preload/contract/index.ts'
import { useStudies } from '../../../../../src-renderer/stores/studies.ts'
import { studyRecord, summaryOf, trialRecord } from '../../../fake/study-records.ts'
import { button, facts, press } from '../../mount-page.ts'
import { until } from '../../../window.ts'
import { click, drawn, figure, highlighted, numbers, opened, placeOf, plot, rows, show } from './study-window.ts'

/** The page of a study with these trials. */
const showWith = async (trials: Trial[], changes: Partial<Study> = {}, query = '') => {
  const study = studyRecord('demo-search', changes)
  return show(query, 'demo-search', {
    answers: {
      'studies.list': () => [summaryOf(study, trials)],
      'studies.trials': () => trials,
      'studies.importance': () => null,
    },
  })
}
const study = studyRecord('demo-search')
const failed = (number: number) => trialRecord(study, number, 'failed')

describe('a study without trials', () => {
  it('says that trials appear as it runs, and has no best one', async () => {
    const page = await showWith([])
    expect(page.text()).toContain('No trials yet')
    expect(facts(page)).toMatchObject({ trials: '0 of 100', best: '–' })
    expect(page.find('[aria-label="Best trial"]').exists()).toBe(false)
    expect(page.find('[aria-label="States"]').findAll('li')).toHaveLength(0)
    await until(() => page.text().includes('Too few trials'))
  })
  it('draws empty named axes', async () => {
    await showWith([])
    await drawn('History', 0)
    expect(plot('History').attributes('aria-label')).toBe('History: validation −ELBO per patch over trial, 0 trials')
    expect(plot('Parallel coordinates').attributes('aria-label')).toContain('of 0 trials')
  })
})

describe('a study of one trial', () => {
  it('uses the singular', async () => {
    const page = await showWith([trialRecord(study, 1, 'complete')], { space: [study.space[0]] })
    await drawn('History', 1)
    expect(figure('History').text()).toContain('1 trial, line: best so far')
    expect(plot('History').attributes('aria-label')).toMatch(/, 1 trial$/)
    expect(plot('Parallel coordinates').attributes('aria-label')).toMatch(/^Parallel coordinates of 1 trial: /)
    expect(page.text()).not.toMatch(/\b1 trials\b/)
  })
  it('shows it in every chart and in the table', async () => {
    await showWith([trialRecord(study, 1, 'complete')])
    for (const name of ['History', 'Intermediate values', 'Parallel coordinates', 'Timeline']) await drawn(name, 1)
    expect(numbers()).toEqual([1])
    expect(rows()[0].text()).toMatch(/^best 1/)
  })
})

describe('a study with only failed trials', () => {
  it('counts them, has no best one, and says what happened to each', async () => {
    const page = await showWith([failed(1), failed(2)], { state: 'failed' })
    expect(facts(page)).toMatchObject({ trials: '2 of 100', 'pruned, failed': '0, 2', best: '–' })
    expect(rows().map((row) => row.text())).toEqual([
      expect.stringContaining('▲ The loss is not a number since epoch 1.'),
      expect.stringContaining('▲ The loss is not a number since epoch 1.'),
    ])
    expect(button(page, 'Resume')).toBeDefined()
  })
  it('draws them at the bottom, where they can be selected', async () => {
    await showWith([failed(1), failed(2)], { state: 'failed' })
    await drawn('History', 2)
    await click('History', 2)
    await opened(2)
    await plot('History').trigger('pointermove', placeOf('History', 1))
    await until(() => highlighted() === 1)
  })
})

describe('the facts of a study', () => {
  /** One page whose study changes while it is open. */
  const becomes = async (changes: Partial<Study>, done: () => boolean) => {
    useStudies().put({ ...useStudies().find('demo-search')!, ...changes })
    await until(done)
  }
  it('follow its failure, objective, executor and dataset', async () => {
    const page = await showWith([])
    const told = () => facts(page)
    await becomes({ state: 'failed', failure: { code: 'disk-full', message: 'The disk is full.' } }, () =>
      page.text().includes('The disk is full.'),
    )
    expect(page.text()).toContain('Study stopped')
    expect(page.text()).toContain('All finished trials are kept.')
    const objective = { metric: 'imagesPerSecond', epoch: 'last' } as const
    await becomes(
      { objective, direction: 'maximise' },
      () => told().objective === 'maximise images per second, last epoch',
    )
    const executor = { kind: 'slurm', profile: 'night' } as const
    await becomes({ executor, concurrency: 2 }, () => told()['runs on'] === 'Slurm, night, 2 at once')
    await becomes({ datasetId: null, datasetName: 'old patches' }, () => told().dataset === 'old patches')
    expect(page.find('[aria-label="Search"] a[href^="/datasets"]').exists()).toBe(false)
  })
  it('include the condition of a parameter, and one core in the singular', async () => {
    const [environment] = study.environments
    const page = await showWith([], {
      environments: [{ ...environment, cores: 1, devices: ['a', 'b'] }],
      space: [
        study.space[2],
        { kind: 'float', name: 'klWeight', low: 0.5, high: 4, when: { parameter: 'kernel', values: [3, 5] } },
      ],
    })
    expect(facts(page)['KL weight']).toBe('0.5 to 4 when kernel is 3 or 5')
    expect(facts(page).processor).toContain('1 core,')
    expect(facts(page).devices).toBe('a, b')
  })
})

describe('a negative objective', () => {
  it('uses a linear axis, and has a best trial', async () => {
    const trials = [-100, -300, -200].map((value, i) => trialRecord(study, i + 1, 'complete', { value }))
    const page = await showWith(trials)
    await drawn('History', 3)
    await page.findAll('[aria-label="Scale of the value"] button')[1].trigger('click')
    const [one, two, three] = [1, 2, 3].map((number) => placeOf('History', number).clientY)
    expect(three - one).toBeCloseTo(two - three, 6)
    expect(facts(page).best).toMatch(/^−300.* trial 2$/)
  })
})

describe('a conditional parameter', () => {
  const space: Study['space'] = [
    { kind: 'categorical', name: 'learningRateDecay', choices: ['none', 'cosine'] },
    {
      kind: 'float',
      name: 'decayFloor',
      low: 0.1,
      high: 0.9,
      when: { parameter: 'learningRateDecay', values: ['cosine'] },
    },
  ]
  const trials = [
    trialRecord(study, 1, 'complete', { params: { learningRateDecay: 'none' } }),
    trialRecord(study, 2, 'complete', { params: { learningRateDecay: 'cosine', decayFloor: 0.5 } }),
  ]
  it('is a dash in the table for a trial without it', async () => {
    await showWith(trials, { space })
    const floors = rows().map((row) => row.findAll('td')[6].text())
    expect(floors).toEqual(['0.5', '–'])
  })
  it('omits trials without it from its slice', async () => {
    await showWith(trials, { space }, '?view=parameters')
    await until(() => figure('Slice: decay to'))
    await drawn('Slice: decay to', 1)
    await drawn('Slice: decay', 2)
  })
})

describe('the state legend', () => {
  it('counts existing states, and hides one in charts and table', async () => {
    const page = await showWith([failed(1), trialRecord(study, 2, 'complete'), trialRecord(study, 3, 'pruned')])
    const legend = page.findAll('[aria-label="States"] button')
    expect(legend.map((one) => one.text())).toEqual(['complete 1', 'pruned 1', 'failed 1'])
    expect(legend.map((one) => one.attributes('aria-pressed'))).toEqual(['true', 'true', 'true'])
    await press(page, 'failed')
    expect(numbers().sort()).toEqual([2, 3])
    expect(page.findAll('[aria-label="States"] button')[2].attributes('aria-pressed')).toBe('false')
    await press(page, 'failed')
    expect(numbers()).toHaveLength(3)
  })
})
