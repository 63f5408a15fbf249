import { describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { fitWords, whyNotDrawn } from '../../../../src-renderer/views/runs/priors/fit-words.ts'
import { latentMap } from '../../../../src-shared/model/latent-shape.ts'
import { priorConfig } from '../../../../src-shared/model/prior-config.ts'
import { presets } from '../../../../src-shared/model/presets.ts'
import { prior, velocityErrors } from '../../fake/priors.ts'
import { button, press, type Answers } from '../mount-page.ts'
import { until } from '../../window.ts'
import { asked, complete, drawn, interrupted, open, show } from './run-page-stage.ts'

const priorsOf = async (id = complete, answers: Answers = {}) => {
  const page = await show(id, {}, answers, '?view=priors')
  await until(() => page.find('[aria-label="Priors of the latents"] .panel-body').element.children.length > 0)
  return page
}
const rows = () =>
  open.page.findAll('table[aria-label="Priors"] tbody tr').map((row) => row.findAll('td').map((cell) => cell.text()))
/** The commands of the view; the panel beside it has others. */
const commands = () =>
  open.page.findAll('[aria-label="Priors of the latents"] .command code').map((code) => code.text())
/** Presses a button once nothing is busy. */
const pressFree = async (text: string) => {
  await until(() => button(open.page, text)?.element.disabled === false)
  await press(open.page, text)
}
const setting = (name: string) => open.page.find<HTMLInputElement>(`#setting-${name}`)

describe('the priors of a run', () => {
  it('are a view of its page beside the training', async () => {
    const page = await show(complete)
    expect(page.find('table[aria-label="Priors"]').exists()).toBe(false)
    await press(page, 'Priors')
    await until(() => rows().length === 3)
    expect(open.router.currentRoute.value.query).toEqual({ view: 'priors' })
    expect(rows().map(([name, kind, , epochs, loss]) => [name, kind, epochs, loss])).toEqual([
      ['flow', 'flow', '40/40', '0.6120'],
      ['gaussian', 'gaussian', '–', '–'],
      ['wide', 'flow', '7/40', '0.8040'],
    ])
    expect(rows()[0].at(-1)).toBe('epoch 98, the best')
  })

  it('are none for a flow, or before the first checkpoint', async () => {
    const page = await show(complete, { config: presets.flow }, {}, '?view=priors')
    expect(page.find('[aria-label="View of the run"]').exists()).toBe(false)
    open.close()
    expect((await show(complete, { epoch: 0 })).find('[aria-label="View of the run"]').exists()).toBe(false)
  })

  it('show the curve of the selected one, and it grows with its epochs', async () => {
    const page = await priorsOf()
    await press(page, 'wide')
    const [train, validation] = await drawn(7)
    expect([train.name, validation.name, validation.bold]).toEqual(['train', 'validation', true])
    const wide = open.host.priors.find(({ name }) => name === 'wide')!
    Object.assign(wide, { state: 'running' })
    open.host.server.broadcast('priors.changed', { id: wide.id, record: wide })
    open.host.server.broadcast('priors.epoch', { id: wide.id, metrics: velocityErrors(8)[7] })
    await drawn(8)
  })

  it('are resumed, stopped, trained longer and deleted', async () => {
    const page = await priorsOf()
    const wide = `${complete}.wide`
    await press(page, 'wide')
    expect(commands()[0]).toMatch(/ --name wide --resume$/)
    await pressFree('Resume prior')
    await pressFree('Stop prior')
    await pressFree('Delete prior…')
    expect([asked('priors.resume'), asked('priors.stop')]).toEqual([[{ id: wide }], [{ id: wide }]])
    await until(() => document.querySelector('[role="dialog"] button.failure, dialog button.failure'))
    document.querySelector<HTMLButtonElement>('button.failure')!.click()
    await until(() => rows().length === 2)
    expect(asked('priors.remove')).toEqual([{ id: wide }])
    await press(page, 'flow')
    await page.find('[aria-label="Prior flow"] form input[type="number"]').setValue('5')
    await page.find('[aria-label="Prior flow"] form').trigger('submit')
    await until(() => asked('priors.resume').length === 2)
    expect(asked('priors.resume')[1]).toEqual({ id: `${complete}.flow`, epochs: 45 })
  })

  it('that failed say why', async () => {
    const message = 'latents has 8 training patches, fewer than one batch of 16.'
    const failed = prior(complete, 'big', { state: 'failed', epoch: 0, failure: { code: 'refused', message } })
    const page = await priorsOf(complete, { 'priors.list': () => [failed] })
    expect(page.text()).toContain(message)
    expect(page.text()).toContain('Nothing was lost: no epoch was complete.')
    expect(page.text()).toContain('Not yet: it has not been trained yet.')
  })

  it('are drawn from with their own checkpoint, a Gaussian without a solver', async () => {
    const page = await priorsOf()
    await until(() => button(page, 'Draw'))
    const draws = () => commands().at(-1)
    expect(draws()).toMatch(/--checkpoint best --count 8 --seed 1 --prior flow --solver-steps 12 --out samples$/)
    await press(page, 'gaussian')
    await until(() => draws()!.includes('--prior gaussian'))
    expect(draws()).not.toContain('solver')
    await page.find('[aria-label="Samples of the prior"] form').trigger('submit')
    await until(() => open.fetched.some((address) => address.includes('prior=gaussian')))
    expect(open.fetched.at(-1)).toBe(
      `/data/runs/${complete}/prior-samples?checkpoint=best&count=8&seed=1&prior=gaussian`,
    )
  })
})

describe('a new prior', () => {
  it('is a flow with its settings, under a free name, as its command says', async () => {
    const page = await priorsOf(interrupted)
    expect(page.text()).toContain('No priors yet')
    await press(page, 'New prior')
    await setting('epochs').setValue('12')
    await setting('encoderFilters').setValue('256')
    expect(commands().at(-1)).toContain('--kind flow --checkpoint best --epochs 12 --set encoderFilters=256')
    await page.find('form[aria-label="New prior"]').trigger('submit')
    await until(() => rows().length === 1)
    const run = open.host.runs.find(({ id }) => id === interrupted)!
    const config = { ...priorConfig(latentMap(run.config)), epochs: 12, encoderFilters: [256] }
    expect(asked('priors.train')).toEqual([
      { runId: interrupted, name: 'flow', kind: 'flow', checkpoint: 'best', config },
    ])
    await until(() => !page.find('form[aria-label="New prior"]').exists())
    expect(button(page, 'Stop prior')).toBeDefined()
  })

  it('that is a Gaussian has no settings, and never the name of another', async () => {
    const page = await priorsOf()
    await press(page, 'New prior')
    const name = () => page.find<HTMLInputElement>('form[aria-label="New prior"] input[autocomplete]')
    expect(name().element.value).toBe('flow-2')
    await press(page, 'Gaussian')
    expect(name().element.value).toBe('gaussian-2')
    expect(setting('epochs').exists()).toBe(false)
    await name().setValue('wide')
    expect(page.text()).toContain('there is a prior of this name')
    expect(button(page, 'Train prior')!.element.disabled).toBe(true)
    await name().setValue('a b')
    expect(page.text()).toContain('up to 40 letters, digits, dashes and underscores')
  })

  it('that the host refuses stays in the form, with the reason at its field', async () => {
    const page = await priorsOf(complete, {
      'priors.train': () => {
        throw new CirrusError('conflict', 'demo has no validation patches.', undefined, { field: 'kind' })
      },
    })
    await press(page, 'New prior')
    await page.find('form[aria-label="New prior"]').trigger('submit')
    await until(() => page.text().includes('demo has no validation patches.'))
    expect(page.find('form[aria-label="New prior"]').exists()).toBe(true)
  })
})

describe('what a prior fits', () => {
  it.each([
    [{}, 'epoch 98, the best', null, 'it fits the best checkpoint'],
    [{ fits: ['best', 'last'] }, 'epoch 98, the best and last', null, null],
    [{ fits: [] }, 'epoch 98, no checkpoint any more', 'trained further', 'trained further'],
    [{ latents: null, fits: [] }, 'the best checkpoint, not encoded yet', 'not been trained', 'not been trained'],
  ] as const)('is said in words: %o', (changes, words, best, last) => {
    const one = prior('r', 'flow', { ...changes, fits: [...('fits' in changes ? changes.fits : ['best' as const])] })
    expect(fitWords(one)).toBe(words)
    for (const [which, why] of [
      ['best', best],
      ['last', last],
    ] as const) {
      if (why === null) expect(whyNotDrawn(one, which)).toBeNull()
      else expect(whyNotDrawn(one, which)).toContain(why)
    }
  })
})
