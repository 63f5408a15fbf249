import { describe, expect, it } from 'vitest'
import type { Job, Prior } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { latentMap } from '../../../../src-shared/model/latent-shape.ts'
import { priorConfig } from '../../../../src-shared/model/prior-config.ts'
import { prior } from '../../fake/priors.ts'
import { demoConfig } from '../../fake/records.ts'
import { button, press, type Answers } from '../mount-page.ts'
import { until } from '../../window.ts'
import { asked, charts, complete, open, show } from './run-page-stage.ts'

const view = () => open.page.find('[aria-label="Priors of the latents"]')
const showPriors = async (answers: Answers = {}) => {
  const page = await show(complete, {}, answers, '?view=priors')
  await until(() => view().exists() && view().find('.panel-body').element.children.length > 0)
  return page
}
const only = (changes: Partial<Prior>): Answers => ({ 'priors.list': () => [prior(complete, 'flow', changes)] })
const job: Job = {
  ...{ id: 'job-prior', kind: 'prior', title: 'Train prior flow', subject: `${complete}.flow`, state: 'running' },
  ...{ fraction: 0.25, note: 'epoch 3 of 10', secondsLeft: 90, failure: null, cancellable: true },
  ...{ startedAt: new Date().toISOString(), endedAt: null },
}

describe('a prior that is being trained', () => {
  it('shows the progress of its job and the time left, and can only be stopped', async () => {
    const page = await showPriors({ ...only({ state: 'running', epoch: 2 }), 'jobs.list': () => [job] })
    await until(() => page.find('[aria-label="Progress of the prior"]').exists())
    expect(page.find<HTMLProgressElement>('[aria-label="Progress of the prior"]').element.value).toBe(0.25)
    expect(view().text()).toContain('epoch 3 of 10')
    expect(view().text()).toMatch(/1 min 30 s left/)
    expect(button(page, 'Stop prior')).toBeDefined()
    for (const action of ['Resume prior', 'Train prior longer', 'Delete prior…'])
      expect(button(page, action)).toBeUndefined()
  })

  it('that waits for its turn has no fraction yet', async () => {
    const waiting: Job = { ...job, state: 'waiting', fraction: null, note: 'waiting for its turn', secondsLeft: null }
    await showPriors({ ...only({ state: 'waiting', epoch: 0, latents: null, fits: [] }), 'jobs.list': () => [waiting] })
    await until(() => view().text().includes('waiting for its turn'))
    expect(view().text()).not.toContain(' left')
    expect(view().text()).toContain('the best checkpoint, not encoded yet')
  })
})

describe('a prior that failed', () => {
  const failedWith = (code: string) =>
    showPriors(only({ state: 'failed', epoch: 3, failure: { code, message: 'The training failed.' } }))

  it('by its settings is trained anew with others, which its text says: to resume is no more the first choice', async () => {
    const page = await failedWith('diverged')
    await until(() => button(page, 'Resume prior'))
    expect(button(page, 'Resume prior')!.classes()).not.toContain('primary')
    expect(view().text()).toContain('Train a new prior with a lower learning rate')
    expect(view().text()).toContain('Epochs 1 to 3 are safe.')
  })

  it('by accident is resumed', async () => {
    const page = await failedWith('engine-killed')
    await until(() => button(page, 'Resume prior'))
    expect(button(page, 'Resume prior')!.classes()).toContain('primary')
    expect(view().text()).toContain('Resume the prior: it continues from its last checkpoint.')
    await press(page, 'Resume prior')
    await until(() => asked('priors.resume').length > 0)
    expect(asked('priors.resume')).toEqual([{ id: `${complete}.flow` }])
  })
})

describe('a prior of a run that was trained further', () => {
  it('says so, can’t be drawn from, and its list is read again when the run’s epochs change', async () => {
    const page = await showPriors(only({ fits: [] }))
    await until(() => view().text().includes('epoch 98, no checkpoint any more'))
    expect(view().text()).toContain('Not yet: the run was trained further: train the prior again.')
    expect(button(page, 'Draw')).toBeUndefined()
    const times = asked('priors.list').length
    const run = open.host.runs.find(({ id }) => id === complete)!
    open.host.server.broadcast('runs.changed', { id: complete, record: { ...run, epoch: run.epoch + 1 } })
    await until(() => asked('priors.list').length > times)
  })

  it('that fits its last checkpoint only is drawn from with that one', async () => {
    await showPriors(only({ fits: ['last'], checkpoint: 'last' }))
    await until(() => view().text().includes('epoch 98, the last'))
    const commands = view().findAll('.command code')
    expect(commands.at(-1)!.text()).toContain('--checkpoint last --count 8')
  })
})

describe('the list of priors', () => {
  it('that can’t be read says why, and is read again on request', async () => {
    let works = false
    const page = await showPriors({
      'priors.list'() {
        if (!works) throw new CirrusError('refused', 'priors/flow/prior.json is damaged. Train the prior again.')
        return [prior(complete, 'flow')]
      },
    })
    await until(() => view().text().includes('priors/flow/prior.json is damaged'))
    works = true
    await press(page, 'Try again')
    await until(() => page.find('table[aria-label="Priors"]').exists())
    expect(view().text()).not.toContain('damaged')
  })

  it('chooses with the keyboard, and its curves are those of the chosen prior alone', async () => {
    const page = await showPriors()
    await until(() => charts().length === 1)
    const gaussian = page.findAll('table[aria-label="Priors"] tbody tr')[1]
    await gaussian.trigger('keydown', { key: 'Enter' })
    await until(() => view().text().includes('Samples of gaussian'))
    expect(charts()).toHaveLength(0)
    expect(button(page, 'Train prior longer')).toBeUndefined()
    expect(button(page, 'Delete prior…')).toBeDefined()
  })
})

describe('a coupling flow', () => {
  it('has the curve of its own loss, in nats, and is drawn from without a solver', async () => {
    const config = priorConfig(latentMap(demoConfig), 'coupling')
    await showPriors(only({ kind: 'coupling', config }))
    await until(() => charts().length === 1)
    expect(charts()[0].props()).toMatchObject({ name: 'Negative log density', y: { unit: 'nat' } })
    await until(() => view().text().includes('Draws'))
    expect(view().text()).not.toContain('Solver steps')
    expect(view().findAll('.command code').at(-1)!.text()).not.toContain('solver')
  })
})

describe('the form of a new prior', () => {
  it('can’t be sent with a setting out of range, says which, and goes back to the default', async () => {
    const page = await showPriors()
    await press(page, 'New prior')
    await page.find('#setting-blocks').setValue('0')
    await until(() => button(page, 'Train prior')!.element.disabled)
    expect(page.find('#hint-blocks').classes()).toContain('wrong')
    await page.find('[aria-label="blocks: back to the preset"]').trigger('click')
    await until(() => !button(page, 'Train prior')!.element.disabled)
  })

  it('asks for the checkpoint whose latents the prior is of', async () => {
    const page = await showPriors()
    await press(page, 'New prior')
    await page.find('form[aria-label="New prior"] select').setValue('last')
    await page.find('form[aria-label="New prior"]').trigger('submit')
    await until(() => asked('priors.train').length > 0)
    expect(asked('priors.train')[0]).toMatchObject({ name: 'flow-2', checkpoint: 'last' })
  })
})
