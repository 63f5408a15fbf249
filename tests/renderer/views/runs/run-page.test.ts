// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { exportWeightsCommand, latentKlAddress, resumeCommand } from '../../../../src-preload/contract/index.ts'
import type { Run } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import { useRuns } from '../../../../src-renderer/stores/runs.ts'
import RunPage from '../../../../src-renderer/views/runs/page/RunPage.vue'
import { datasets, demoConfig, environments } from '../../fake/records.ts'
import { button, commands, facts, openPage, press } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

// ECharts draws on a canvas, which happy-dom has none of; the curves are what is handed to it.
vi.mock('../../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, pixelOf: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

let open: OpenPage
afterEach(() => open.close())
const show = async (id: string, changes: Partial<Run> = {}, answers: Answers = {}) => {
  const prepare: NonNullable<Parameters<typeof openPage>[3]>['prepare'] = ({ runs }) =>
    void Object.assign(
      runs.find((run) => run.id === id)!,
      changes,
    )
  open = await openPage(RunPage, `/runs/${id}`, { id }, { prepare, answers })
  await until(() => open.page.find('aside').exists())
  return open.page
}
const [running, interrupted, complete, failed] = [
  'demo-2026-11-23-c',
  'demo-2026-11-23-b',
  'demo-2026-11-23-a',
  'wide-kernel',
]
const charts = () => open.page.findAllComponents(Chart)
const drawn = async (rows: number) => {
  await until(() => charts()[0]?.props('series')[0].x.length === rows)
  return charts()[0].props('series')
}
/** What its page offers first. */
const primary = (page: OpenPage['page']) => page.findAll('aside .primary').map((one) => one.text())
const asked = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)

describe('a run that is running', () => {
  it('says where it stands with every step: epoch, time left, throughput', async () => {
    const page = await show(running)
    await drawn(37)
    open.host.trainEpoch(running)
    await until(() => facts(page)['this step'])
    expect(facts(page).epoch).toBe('39/100')
    // 62 epochs are left; the made-up ones take 2.1 to 2.2 s.
    expect(facts(page)['time left']).toMatch(/^2 min 1\d s$/)
    expect(facts(page).throughput).toMatch(/^6[5-7]\d images\/s$/)
    expect(facts(page)['this step']).toMatch(/ 61\/172$/)
    expect(Number(page.find('progress').attributes('value'))).toBeCloseTo((38 + 61 / 172) / 100, 12)
  })

  it('can be stopped, and then resumed, but neither removed nor trained longer', async () => {
    const page = await show(running)
    expect(button(page, 'Remove')).toBeUndefined()
    expect(button(page, 'Train longer')).toBeUndefined()
    expect(button(page, 'Resume')).toBeUndefined()
    await press(page, 'Stop')
    await until(() => button(page, 'Resume'))
    expect(asked('runs.stop')).toEqual([{ id: running }])
    expect(page.find('.outcome').text()).toContain('Stopped before its last epoch.')
    expect(page.find('progress').exists()).toBe(false)
  })

  it('with no epoch yet says that the first is being trained', async () => {
    const page = await show(running, { epoch: 0 }, { 'runs.metrics': () => [] })
    await until(() => page.text().includes('Training the first epoch'))
    expect(page.text()).toContain('No sample yet')
    expect(button(page, 'Inpaint')).toBeUndefined()
    expect(commands(page).join()).not.toContain('--resume')
  })
})

describe('a run that is interrupted', () => {
  const outcome = (page: OpenPage['page']) =>
    page
      .findAll('.outcome > p')
      .map((line) => line.text().replace(/\s+/g, ' '))
      .join(' ')
  const killed = { code: 'engine-killed', message: 'The engine process was killed (SIGKILL).' }

  it('by a stop has lost nothing, in its first epoch too', async () => {
    const page = await show(interrupted, { epoch: 0, failure: null }, { 'runs.metrics': () => [] })
    expect(outcome(page)).toBe(
      'Stopped before its last epoch. Nothing is lost. Resume continues from there, with the same numbers as an uninterrupted run.',
    )
    await press(page, 'Resume')
    await until(() => button(page, 'Stop'))
    expect(asked('runs.resume')).toEqual([{ id: interrupted }])
  })

  it.each([
    [
      1,
      1,
      'Epoch 1 is saved. Progress after the last checkpoint is lost. Resume continues from the last checkpoint, with',
    ],
    [
      18,
      5,
      'Epochs 1 to 18 are saved. Progress after the last checkpoint (saved every 5 epochs, and at the best) is lost.',
    ],
    [
      0,
      1,
      'No epoch was complete. Progress after the last checkpoint is lost. Resume continues from the last checkpoint, or from the start if there is none, with',
    ],
  ])(
    'by the end of its engine has lost what came after its last checkpoint: %i epochs',
    async (epoch, every, words) => {
      const config = { ...demoConfig, checkpointEvery: every }
      const page = await show(interrupted, { epoch, failure: killed, config }, { 'runs.metrics': () => [] })
      expect(outcome(page)).toContain(`${killed.message} ${words}`)
      expect(page.find('.outcome ol').text()).toContain('Resume the run: it continues from its last checkpoint.')
      expect(button(page, 'Resume')).toBeDefined()
    },
  )

  it('before it began is started', async () => {
    const page = await show(interrupted, { epoch: 0, failure: null, startedAt: null }, { 'runs.metrics': () => [] })
    expect(outcome(page)).toBe('Stopped before it started.')
    expect(button(page, 'Resume')).toBeUndefined()
    await press(page, 'Start')
    await until(() => button(page, 'Stop'))
    expect(asked('runs.resume')).toEqual([{ id: interrupted }])
  })

  it('offers the resume command for its folder', async () => {
    const page = await show(interrupted)
    await until(() => commands(page).length === 3)
    const folder = `/home/astro/.local/share/cirrus/runs/${interrupted}`
    expect(commands(page)[0]).toBe(resumeCommand(datasets[0].folder, folder, 100))
  })

  it('that cannot be resumed says why, and stays as it is', async () => {
    const page = await show(
      interrupted,
      {},
      {
        'runs.resume': () => {
          throw new CirrusError('conflict', 'patches.npy is not the one that the run was trained on.')
        },
      },
    )
    await press(page, 'Resume')
    await until(() => useNotices().items.some(({ text }) => text.includes('patches.npy is not the one')))
    await until(() => !button(page, 'Resume')!.element.disabled)
  })
})

describe('a run that failed', () => {
  it('says what happened, what is safe, and can be resumed', async () => {
    const page = await show(failed)
    const alert = page.find('[role="alert"]').text()
    expect(alert).toContain('The loss is not a number since epoch 7, step 41.')
    expect(alert).toContain('Epochs 1 to 6 are safe, with the metrics and the last checkpoint.')
    expect(button(page, 'Resume')!.element.disabled).toBe(false)
  })

  it.each(['diverged', 'out-of-memory'])('for its settings (%s) is best copied with others', async (code) => {
    const page = await show(failed, { failure: { code, message: 'It failed.' } })
    expect(primary(page)).toEqual(['Duplicate'])
    expect(page.find('[role="alert"] [aria-label="What to do"]').text()).toContain('Duplicate the run')
  })

  it('for another reason is best resumed', async () => {
    const page = await show(failed, { failure: { code: 'engine-missing', message: 'It failed.' } })
    expect(primary(page)).toEqual(['Resume'])
  })

  it('before its first epoch says that nothing was lost', async () => {
    const page = await show(failed, { epoch: 0 }, { 'runs.metrics': () => [] })
    expect(page.find('[role="alert"]').text()).toContain('Nothing is lost: no epoch was complete.')
    expect(button(page, 'Resume')).toBeDefined()
  })
})

describe('a run that was pruned', () => {
  const pruned = { state: 'pruned' as const, epoch: 12 }
  it('says that its study ended it, and is trained longer: to the epochs that it was meant to have, or others', async () => {
    const page = await show(complete, pruned)
    expect(page.find('.outcome').text()).toBe('Pruned by its study after epoch 12 of 100. Train longer continues it.')
    expect(button(page, 'Resume')).toBeUndefined()
    expect(page.find<HTMLInputElement>('aside form input').element.value).toBe('88')
    const folder = `/home/astro/.local/share/cirrus/runs/${complete}`
    await until(() => commands(page).includes(resumeCommand(datasets[0].folder, folder, 100)))
    await page.find('aside form input').setValue('8')
    expect(commands(page)).toContain(resumeCommand(datasets[0].folder, folder, 20))
    await page.find('aside form').trigger('submit')
    await until(() => button(page, 'Stop'))
    expect(asked('runs.resume')).toEqual([{ id: complete, epochs: 20 }])
  })
})

describe('a run that ended early', () => {
  const early = { epoch: 41, bestEpoch: 31 }
  it('says after how many epochs, and which one was the best', async () => {
    const page = await show(complete, { ...early, config: { ...demoConfig, earlyStopEpochs: 10 } })
    expect(page.find('.outcome').text()).toBe(
      'Stopped early, after epoch 41 of 100. The validation ELBO had not improved for 10 epochs, since epoch 31.',
    )
  })

  it('says no more than is known where no early stop was asked for', async () => {
    const page = await show(complete, early)
    expect(page.find('.outcome').text()).toBe('Stopped early, after epoch 41 of 100.')
  })

  it('is trained longer from where it stopped', async () => {
    const page = await show(complete, early)
    await page.find('aside form input').setValue('9')
    await page.find('aside form').trigger('submit')
    await until(() => button(page, 'Stop'))
    expect(asked('runs.resume')).toEqual([{ id: complete, epochs: 50 }])
  })
})

describe('a run that is complete', () => {
  it('has nothing to say of its end', async () => {
    const page = await show(complete)
    expect(page.find('.outcome').exists()).toBe(false)
  })

  it('is trained longer by half as much again, unless another number is given', async () => {
    const page = await show(complete)
    const more = page.find<HTMLInputElement>('aside form input')
    expect(more.element.value).toBe('50')
    await more.setValue('7')
    await page.find('aside form').trigger('submit')
    await until(() => button(page, 'Stop'))
    expect(asked('runs.resume')).toEqual([{ id: complete, epochs: 107 }])
    expect(facts(page).epoch).toBe('100/107')
  })

  it('is offered half as many epochs again, also where the page was open from its first epoch on', async () => {
    const page = await show(running, { epoch: 0 })
    const record = open.host.runs.find(({ id }) => id === running)!
    Object.assign(record, { state: 'complete', epoch: 60 })
    open.host.server.broadcast('runs.changed', { id: running, record })
    await until(() => page.find('aside form input').exists())
    expect(page.find<HTMLInputElement>('aside form input').element.value).toBe('30')
  })

  it('leads to an inpainting with it', async () => {
    const page = await show(complete)
    expect(button(page, 'Inpaint')!.attributes('href')).toBe(`/inpaintings/new?run=${complete}`)
  })

  it('gives its weights out, as a file to download and as a command', async () => {
    const page = await show(complete)
    await page.find('section[aria-label="Weights"] select').setValue('last')
    await press(page, 'Export')
    await until(() => page.find('section[aria-label="Weights"] a').exists())
    expect(asked('exports.weights')).toEqual([{ runId: complete, checkpoint: 'last' }])
    const link = page.find('section[aria-label="Weights"] a')
    expect(link.text()).toBe(`${complete}-last.safetensors`)
    expect(link.attributes('href')).toContain(`/data/exports/${complete}-export-1/${complete}-last.safetensors`)
    const folder = `/home/astro/.local/share/cirrus/runs/${complete}`
    expect(commands(page)).toContain(exportWeightsCommand(folder, 'last', `${complete}.safetensors`))
  })

  it('is removed only after its losses are named', async () => {
    const page = await show(complete)
    await press(page, 'Remove …')
    const dialog = () => document.querySelector('dialog')
    expect(dialog()!.textContent).toContain('100 epochs of training with all checkpoints')
    expect(dialog()!.textContent).toContain(`the folder /home/astro/.local/share/cirrus/runs/${complete}`)
    expect(asked('runs.remove')).toEqual([])
    dialog()!.querySelector<HTMLButtonElement>('button.failure')!.click()
    await until(() => open.router.currentRoute.value.path === '/runs')
    expect(open.host.runs.some(({ id }) => id === complete)).toBe(false)
  })

  it('says how it was made, in the order of the form', async () => {
    const page = await show(interrupted)
    expect(facts(page)).toMatchObject({
      dataset: 'demo-64px',
      device: 'NVIDIA H100',
      parameters: '1\u2009362\u2009497',
      'latent dimension': '64',
      'encoder filters': '64, 32, 16',
      'likelihood width': 'sum of squares',
      'flips and rotations': 'yes',
      precision: 'float32',
      'peak memory': '2.60 GB',
      'gradient clip': 'none',
    })
    expect(facts(page)['decay over']).toBeUndefined()
    expect(button(page, 'demo-64px')!.attributes('href')).toBe('/datasets/demo-64px')
  })

  it('marks what is not as in its preset, also in the line of a closed group', async () => {
    const page = await show('wide-kernel')
    await until(() => page.findAll('dt.own').length > 0)
    expect(page.findAll('dt.own').map((name) => name.text())).toEqual(['learning rate', 'kernel'])
    const layers = page.findAll('summary').find((line) => line.text().startsWith('Layers'))!
    expect(layers.find('.own').text()).toBe('kernel 7')
  })

  it('is renamed where its name stands', async () => {
    const page = await show(complete)
    await page.find('button.name').trigger('click')
    await page.find('input.name-input').setValue('reference')
    await page.find('input.name-input').trigger('keydown', { key: 'Enter' })
    await until(() => page.find('button.name').text() === 'reference')
    expect(asked('runs.update')).toEqual([{ id: complete, name: 'reference' }])
  })
})

describe('what lies in the folder of a run', () => {
  const line = (name: string) =>
    open.page.findAll('section[aria-label="Folder"] li').find((one) => one.text().startsWith(name))

  it('is there to save: checkpoints with the best and the last, and the files beside them', async () => {
    const page = await show(complete)
    await until(() => line('metrics.csv'))
    // Epochs 1, 4, 16, 64, the best, 98, and the last, 100.
    expect(page.find('section[aria-label="Folder"] summary').text()).toMatch(/^6 checkpoints\s+98.1 MB$/)
    expect(line('epoch-0098')!.text()).toContain('best')
    expect(line('epoch-0100')!.find('a').attributes('href')).toBe(
      `/data/runs/${complete}/files/checkpoints/epoch-0100.safetensors`,
    )
    expect(line('samples/')!.text()).toMatch(/100 files\s*3.29 MB/)
  })

  it('has a log, which is asked for when it is opened', async () => {
    const page = await show(failed)
    const log = page.find<HTMLDetailsElement>('details[aria-label="Log"]')
    expect(asked('runs.log')).toEqual([])
    log.element.open = true
    await log.trigger('toggle')
    await until(() => log.find('pre').exists())
    expect(log.find('pre').text().split('\n')).toHaveLength(6)
  })
})

describe('what people say of a run', () => {
  it('is a star, tags and a note on its page too', async () => {
    const page = await show(complete)
    await page.find('.star').trigger('click')
    await page.find('textarea').setValue('the reference')
    await until(() => asked('runs.update').length === 2)
    expect(open.host.runs.find(({ id }) => id === complete)).toMatchObject({ starred: true, note: 'the reference' })
  })

  it('includes that it is put away, which is taken back in one click', async () => {
    const page = await show(complete)
    await press(page, 'Archive')
    await until(() => button(page, 'Unarchive'))
    await press(page, 'Unarchive')
    await until(() => button(page, 'Archive'))
  })

  it('leads to its study, if it is a trial of one', async () => {
    const page = await show(complete, { studyId: 'search-1' })
    expect(button(page, 'search-1')!.attributes('href')).toBe('/studies/search-1')
  })

  it('calls its study by its name, where it is known', async () => {
    const page = await show(complete, { studyId: 'demo-search' })
    await until(() => button(page, 'demo search'))
    expect(button(page, 'demo search')!.attributes('href')).toBe('/studies/demo-search')
  })

  it('leads to a study around it', async () => {
    const page = await show(complete)
    expect(button(page, 'Tune hyperparameters')!.attributes('href')).toBe(`/studies/new?run=${complete}`)
  })
})

describe('the curves of a run', () => {
  it('are train, thin, and validation, bold, in one colour', async () => {
    await show(complete)
    const [train, validation] = await drawn(100)
    const rows = useRuns().metrics.get(complete)!
    expect([train.name, train.bold, train.y]).toEqual(['train', false, rows.map((row) => row.trainNegativeElbo)])
    expect([validation.name, validation.bold]).toEqual(['validation', true])
    expect(validation.y).toEqual(rows.map((row) => row.validationNegativeElbo))
    expect(train.colour).toBe(validation.colour)
  })

  it('have the test patches as dots, where they were looked at', async () => {
    await show(complete)
    const test = (await drawn(100))[2]
    expect(test).toMatchObject({ name: 'test', dotted: true })
    expect([test.x.length, test.x[0], test.x[19]]).toEqual([20, 5, 100])
    expect(test.y[19]).toBe(useRuns().metrics.get(complete)![99].testNegativeElbo)
  })

  it('of a run that never looked at the test patches do not speak of them', async () => {
    const page = await show('latent-16')
    expect((await drawn(60)).map(({ name }) => name)).toEqual(['train', 'validation'])
    expect(facts(page)['test −ELBO']).toBeUndefined()
  })

  it('of the two terms have colours of their own, and their sum is the ELBO', async () => {
    await show(complete)
    const [, elbo] = await drawn(100)
    const parts = charts()[1].props('series')
    expect(parts.map(({ name }) => name)).toEqual([
      'reconstruction, train',
      'reconstruction, validation',
      'KL, train',
      'KL, validation',
    ])
    expect(new Set(parts.map(({ colour }) => colour)).size).toBe(2)
    for (const at of [0, 50, 99]) expect(parts[1].y[at] + parts[3].y[at]).toBeCloseTo(elbo.y[at], 9)
  })

  it('go over time in all charts at once', async () => {
    const page = await show(complete)
    await drawn(100)
    await press(page, 'time')
    await page.find('[aria-label="Diagnostic"]').setValue('gradientNorm')
    expect(charts()).toHaveLength(3)
    for (const chart of charts()) {
      expect(chart.props('x')).toMatchObject({ name: 'training time', unit: 'min' })
      expect(chart.props('series')[0].x[99]).toBeCloseTo(215 / 60, 12)
    }
  })

  it('grow while it is trained', async () => {
    await show(running)
    await drawn(37)
    const row = open.host.trainEpoch(running)
    expect((await drawn(38))[1].y[37]).toBe(row.validationNegativeElbo)
  })

  it('can have the validation of another run laid over them, dashed, and taken off again', async () => {
    const page = await show(complete)
    await drawn(100)
    await press(page, 'Overlay')
    const choice = page.findAll('.choices label').find((label) => label.text() === 'latent-16')!
    expect(page.findAll('.choices label').map((label) => label.text())).not.toContain(complete)
    await choice.find('input').setValue(true)
    await until(() => charts()[0].props('series')[3]?.x.length === 60)
    expect(charts()[0].props('series')[3]).toMatchObject({ name: 'latent-16', dashed: true, bold: true, colour: 1 })
    expect(charts()[1].props('series')).toHaveLength(4)
    await choice.find('input').setValue(false)
    expect(charts()[0].props('series')).toHaveLength(3)
  })

  it('that cannot be read say so, and are asked for again', async () => {
    let broken = true
    const page = await show(
      complete,
      {},
      {
        'runs.metrics': () => {
          if (broken) throw new CirrusError('refused', 'metrics.csv, line 7: nine columns are needed.')
          return []
        },
      },
    )
    await until(() => page.text().includes('metrics.csv, line 7: nine columns are needed.'))
    expect(page.text()).toContain("The run's folder is untouched.")
    broken = false
    await press(page, 'Try again')
    await until(() => page.text().includes('No epochs yet'))
  })
})

describe('the diagnostics of a run', () => {
  const diagnostic = () => charts()[2]
  const choice = () => open.page.find<HTMLSelectElement>('[aria-label="Diagnostic"]')
  const names = () =>
    choice()
      .findAll('option')
      .map((option) => option.text())
  const kl = async () => {
    await until(() => diagnostic()?.props('series').length === 2)
    return diagnostic().props('series')
  }

  it('begin with the KL of each latent, the largest first, after the newest epoch', async () => {
    const page = await show(complete)
    const [curve, line] = await kl()
    expect(open.fetched).toContain(latentKlAddress(complete, 100))
    expect(curve.x.length).toBe(32)
    const values = Array.from(curve.y)
    expect(values).toEqual(values.toSorted((a, b) => b - a))
    expect(line.y).toEqual([0.01, 0.01])
    const active = values.filter((value) => value > 0.01).length
    expect(page.find('.note').text()).toBe(`epoch 100: ${active} of 32 above 0.01 nat`)
  })

  it('of the latents follow the epoch that is chosen for the sample', async () => {
    const page = await show(complete)
    await kl()
    await page.find('input[type="range"]').setValue(4)
    await until(() => page.find('.note').text().startsWith('epoch 5:'))
    expect(open.fetched).toContain(latentKlAddress(complete, 5))
    await press(page, 'Newest')
    await until(() => page.find('.note').text().startsWith('epoch 100:'))
  })

  it('draw a map of 2,048 latents too', async () => {
    await show(complete, { config: { ...demoConfig, architecture: 'spatial', latentDimension: 2048 } })
    expect((await kl())[0].x.length).toBe(2048)
  })

  it('are one of those that were recorded, and remembered', async () => {
    await show(complete)
    await kl()
    expect(names()).toEqual([
      'KL per latent',
      'Gradient norm',
      'Learning rate',
      'KL weight',
      'Active latents',
      'Images per second',
      'Waiting for data',
      'Memory',
    ])
    await choice().setValue('waitingShare')
    expect(diagnostic().props('y')).toEqual({ name: 'share of step time', unit: '%' })
    const rows = useRuns().metrics.get(complete)!
    expect(diagnostic().props('series')[0].y[7]).toBeCloseTo(100 * rows[7].waitingShare!, 12)
    expect(JSON.parse(localStorage.getItem('cirrus.runs.diagnostic')!)).toBe('waitingShare')
  })

  it('of a run from before they were measured are what it has, without a word of the others', async () => {
    const page = await show('latent-16')
    await drawn(60)
    expect(names()).toEqual(['Images per second'])
    expect(diagnostic().props('name')).toBe('Images per second')
    expect(open.fetched.some((address) => address.includes('latent-kl'))).toBe(false)
    expect(facts(page)['peak memory']).toBeUndefined()
  })
})

describe('what a run was trained on', () => {
  it('is shown as it was measured: device, driver, threads, precision, versions', async () => {
    const page = await show(complete)
    await until(() => facts(page)['matrix products'])
    expect(facts(page)).toMatchObject({
      device: 'NVIDIA H100',
      driver: '570.86.15',
      'matrix products': 'TF32 (10 bits)',
      TensorFlow: '2.21.0',
      Cirrus: '0.1.0',
    })
    expect(facts(page).threads).toMatch(/16\s+× 16 at once/)
    expect(facts(page).bfloat16).toBeUndefined()
    expect(page.text()).not.toContain('other options')
  })

  it('says of a training in bfloat16 who convolved', async () => {
    const answers: Answers = { 'runs.environments': () => [{ ...environments[0], bfloat16Kernels: 'rounded' }] }
    const page = await show(complete, { config: { ...demoConfig, precision: 'bfloat16' } }, answers)
    await until(() => facts(page)['matrix products'])
    expect(facts(page).bfloat16).toBe('emulated in float32')
  })

  it('is the last of several, and that there were others is said', async () => {
    const resumed = { ...environments[0], kind: 'cpu' as const, device: 'AMD EPYC', driver: null, xla: true }
    const answers: Answers = { 'runs.environments': () => [environments[0], resumed, resumed] }
    const page = await show(interrupted, {}, answers)
    await until(() => facts(page)['matrix products'])
    expect(facts(page)).toMatchObject({ device: 'AMD EPYC', 'matrix products': 'TF32 (10 bits), XLA' })
    expect(facts(page).driver).toBeUndefined()
    expect(page.text()).toContain('Started on another machine or with other options')
  })
})
