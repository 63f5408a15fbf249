// @vitest-environment happy-dom
import { DOMWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import type { Trial } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import type { Size } from '../../../../src-renderer/charts/use-redrawing.ts'
import DataTable from '../../../../src-renderer/components/DataTable.vue'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import { useStudies } from '../../../../src-renderer/stores/studies.ts'
import AxisBrush from '../../../../src-renderer/views/studies/charts/AxisBrush.vue'
import TrialFigure from '../../../../src-renderer/views/studies/charts/TrialFigure.vue'
import StudyPage from '../../../../src-renderer/views/studies/page/StudyPage.vue'
import { engines } from '../../fake/records.ts'
import { studyRecord, trialRecord } from '../../fake/study-records.ts'
import { until } from '../../window.ts'
import { button, commands, facts, openPage, press } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'

const size: Size = { width: 600, height: 300 }
// happy-dom has no canvas and no sizes: what would be painted is drawn at once, at one size.
vi.mock('../../../../src-renderer/charts/use-redrawing.ts', async () => {
  const { onMounted, watch } = await import('vue')
  return {
    useRedrawing: (_: unknown, { content, draw }: { content: () => unknown; draw: (...told: unknown[]) => void }) => {
      const drawNow = () => draw(content(), { series: Array(8).fill('#000000'), surface: '#000000' }, size)
      onMounted(drawNow)
      watch(content, drawNow, { flush: 'post' })
      return { sizeOf: () => size }
    },
  }
})

let open: OpenPage
afterEach(() => open.close())
const show = async (query = '', id = 'demo-search', stage?: Parameters<typeof openPage>[3]) => {
  open = await openPage(StudyPage, `/studies/${id}${query}`, { id }, stage)
  await until(() => open.page.find('.trials').exists() || open.page.find('.failure').exists())
  return open.page
}
const asked = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)
const figure = (name: string) => open.page.findAllComponents(TrialFigure).find((one) => one.props('name') === name)!
const names = () => open.page.findAllComponents(TrialFigure).map((one) => one.props('name'))
const drawn = (name: string, count: number) => until(() => figure(name).attributes('data-trials') === String(count))
const plot = (name: string) => figure(name).find('.plot')
const rows = () => open.page.findAll('.trials tbody tr[tabindex]')
/** A generic component has no type of its own properties here. */
const table = () =>
  open.page.findComponent(DataTable as unknown as Component).props() as unknown as {
    rows: readonly { id: number; trial: Trial }[]
  }
const numbers = () => table().rows.map(({ id }) => id)
const body = () => new DOMWrapper(document.body)
const dialog = () => body().find('dialog')
const inDialog = (text: string) =>
  body()
    .findAll('dialog button')
    .find((one) => one.text().startsWith(text))!
const said = () =>
  useNotices()
    .items.map(({ text }) => text)
    .join('\n')
/** Where a figure has a trial, as it would be pointed at: the canvas lies at the top left of the page here. */
const placeOf = (name: string, number: number) => {
  const { points } = figure(name)
    .props('picture')
    .handles(size)
    .find((one) => one.number === number)!
  return { clientX: points[0], clientY: points[1], button: 0 }
}
const click = async (name: string, number: number, keys = {}) => {
  const at = { ...placeOf(name, number), ...keys }
  await plot(name).trigger('pointerdown', at)
  await plot(name).trigger('pointerup', at)
}
/** The row that is highlighted, if one is. */
const highlighted = () => {
  const found = open.page.find('.trials tr.highlighted td')
  return found.exists() ? Number(found.text().replace('best', '')) : null
}

describe('a study', () => {
  it('shows how far it has come, its best trial and what it searches', async () => {
    const page = await show()
    const told = facts(page)
    expect(told.trials).toMatch(/^12 of 30/)
    expect(told.running).toBe('2')
    expect(told['pruned, failed']).toBe('1, 1')
    expect(told.best).toMatch(/nat, trial \d+$/)
    expect(told.objective).toMatch(/minimise validation −ELBO, best epoch/)
    expect(told['runs on']).toBe(
      'this machine, one at a time 2 requested. This machine trains at most 1 at a time. Settings',
    )
    expect(told.seed).toBe('0')
    expect(page.find('[data-state="running"]').exists()).toBe(true)
    expect(page.find('[aria-label="Best trial"] a').attributes('href')).toMatch(/^\/runs\/demo-search-00/)
    await until(() => commands(page).some((line) => line.startsWith('cirrus study run ')))
    expect(commands(page).join()).toContain("--name 'demo search' --trials 30")
  })

  it('says on what it was started, and that it was something else before', async () => {
    const page = await show()
    const told = facts(page)
    expect(told.device).toBe('NVIDIA H100')
    expect(told.processor).toMatch(/^AMD EPYC 7763, 16 cores, 1\d\d(\.\d)? G/)
    expect(told['Cirrus, Node']).toBe('0.1.0, 24.21.0')
    const environment = () => page.find('[aria-label="Environment"]')
    expect(environment().text()).not.toContain('before')
    const study = useStudies().find('demo-search')!
    const [first] = study.environments
    useStudies().put({ ...study, environments: [first, { ...first, devices: null, tensorflow: null }] })
    await until(() => environment().text().includes('Started on another machine before: see the JSON export.'))
    expect(facts(page).device).toBeUndefined()
    useStudies().put({ ...study, environments: [] })
    await until(() => !environment().exists())
  })

  it('says how many trials run at once, and says it anew when there are more engines', async () => {
    const page = await show()
    expect(facts(page)['runs on']).toContain('one at a time')
    open.host.server.broadcast('devices.changed', [{ ...engines[0], id: 'training-2' }, ...engines])
    await until(() => facts(page)['runs on'] === 'this machine, 2 at once')
  })

  it('that is not there is said to be gone', async () => {
    open = await openPage(StudyPage, '/studies/none', { id: 'none' })
    await until(() => open.page.text().includes('Study not found'))
  })

  it('whose trials cannot be read says so, and tries again', async () => {
    let broken = true
    const page = await show('', 'demo-search', {
      answers: {
        'studies.trials': () => {
          if (broken) throw new CirrusError('internal', 'The catalog is locked.')
          return [trialRecord(studyRecord('demo-search'), 1, 'complete')]
        },
      },
    })
    expect(page.text()).toContain('The catalog is locked.')
    broken = false
    await press(page, 'Try again')
    await until(() => rows().length === 1)
  })

  it('has its views in the address', async () => {
    const page = await show()
    expect(names()).toEqual(['History', 'Intermediate values', 'Parallel coordinates', 'Timeline'])
    await press(page, 'Parameters')
    await until(() => open.router.currentRoute.value.query.view === 'parameters')
    await until(() => names().includes('Slice: learning rate'))
    await until(() => names().length === 5)
    await press(page, 'Progress')
    await until(() => names().join() === 'Intermediate values,History,Timeline')
  })
})

describe('trials are highlighted in all drawings together', () => {
  it('the one under the cursor', async () => {
    await show()
    await plot('History').trigger('pointermove', placeOf('History', 3))
    expect(highlighted()).toBe(3)
    await plot('History').trigger('pointerleave')
    expect(highlighted()).toBeNull()
    await rows()[0].trigger('pointerenter')
    expect(highlighted()).toBe(14)
    await rows()[0].trigger('pointerleave')
    expect(highlighted()).toBeNull()
  })

  it('the one that is clicked, which the address names', async () => {
    const page = await show()
    await click('History', 4)
    await until(() => open.router.currentRoute.value.query.trial === '4')
    expect(page.find('tr.current').text()).toMatch(/^4/)
    expect(figure('Timeline').find('canvas.back').exists()).toBe(true)
    await click('Timeline', 6)
    await until(() => open.router.currentRoute.value.query.trial === '6')
    await rows()[0].trigger('click')
    await until(() => open.router.currentRoute.value.query.trial === '14')
  })

  it('the one that the address asks for', async () => {
    const page = await show('?trial=7')
    expect(page.find('tr.current').text()).toMatch(/^7/)
  })

  it('several, with Ctrl, or inside of a loop; a click beside them lets go', async () => {
    const page = await show()
    await click('History', 4)
    await click('History', 6, { ctrlKey: true })
    await until(() => numbers().length === 2)
    expect(numbers().sort((a, b) => a - b)).toEqual([4, 6])
    await click('History', 4, { ctrlKey: true })
    await until(() => page.find('tr.current').text().startsWith('6'))
    const around = [
      [0, 0],
      [600, 0],
      [600, 300],
      [0, 300],
    ].map(([clientX, clientY]) => ({ clientX, clientY, button: 0 }))
    await plot('History').trigger('pointerdown', around[0])
    for (const at of around.slice(1)) await plot('History').trigger('pointermove', at)
    await plot('History').trigger('pointerup', around[3])
    await until(() => page.text().includes('Clear 14 selected'))
    await plot('History').trigger('pointerdown', around[0])
    await plot('History').trigger('pointerup', around[0])
    await until(() => !page.text().includes(' selected'))
  })

  it('those that lie within the brushes, which the table lists alone', async () => {
    const page = await show()
    const brushes = page.findAllComponents(AxisBrush)
    expect(brushes.map((one) => one.props('scale').axis.name)).toEqual([
      'learning rate',
      'latent dimension',
      'kernel',
      'batch size',
      'validation −ELBO per patch',
    ])
    brushes[2].vm.$emit('brush', [-0.5, 0.5])
    await until(() => page.text().includes('only the'))
    await until(() => numbers().length < 14)
    expect(new Set(table().rows.map(({ trial }) => trial.params.kernel))).toEqual(new Set([3]))
    await page.find('.trials input[type="checkbox"]').setValue(false)
    expect(numbers()).toHaveLength(14)
    await press(page, 'Clear brushes')
    await until(() => !page.text().includes('only the'))
  })

  it('without the states that are left out', async () => {
    const page = await show()
    await press(page, 'complete')
    expect(numbers().sort((a, b) => a - b)).toEqual([5, 8, 13, 14])
    await drawn('History', 4)
    await press(page, 'complete')
    expect(numbers()).toHaveLength(14)
  })
})

describe('an axis is brushed', () => {
  const stretch = async (...at: number[]) => {
    await show()
    const axis = open.page.findAllComponents(AxisBrush)[0]
    vi.spyOn(axis.element, 'getBoundingClientRect').mockReturnValue({ top: 0, height: 100 } as DOMRect)
    const [first, ...rest] = at
    await axis.trigger('pointerdown', { clientY: first })
    for (const clientY of rest) await axis.trigger('pointermove', { clientY })
    await axis.trigger('pointerup')
    return axis
  }
  it('from where the pointer goes down to where it is, on the scale of the axis', async () => {
    const axis = await stretch(50, 60, 75)
    const [low, high] = axis.props('stretch')!
    // The range is 10^-5.12 to 10^-1.88; shares 0.25 and 0.5 of it.
    expect(Math.log10(low)).toBeCloseTo(-5.12 + 0.25 * 3.24, 8)
    expect(Math.log10(high)).toBeCloseTo(-3.5, 8)
    expect(axis.attributes('aria-label')).toContain('learning rate: ')
  })
  it('moves when it is taken hold of, but not beyond the axis; a double click takes it away', async () => {
    const axis = await stretch(50, 75)
    await axis.trigger('pointerdown', { clientY: 60 })
    await axis.trigger('pointermove', { clientY: 160 })
    await axis.trigger('pointerup')
    const [low, high] = axis.props('stretch')!.map(Math.log10)
    expect(low).toBeCloseTo(-5.12, 8)
    expect(high).toBeCloseTo(-5.12 + 0.25 * 3.24, 8)
    await axis.trigger('dblclick')
    expect(axis.props('stretch')).toBeNull()
  })
})

describe('the drawings', () => {
  it('draw the best k alone in parallel coordinates', async () => {
    const page = await show('', 'paper-search')
    await drawn('Parallel coordinates', 100)
    await page.find('[aria-label="Trials shown"]').setValue('10')
    await drawn('Parallel coordinates', 10)
    await drawn('History', 100)
  })

  it('take the logarithm of values where it is wanted', async () => {
    const page = await show()
    await page.findAll('[aria-label="Scale of the value"] button')[1].trigger('click')
    const [first, second, third] = table()
      .rows.filter(({ trial }) => trial.state === 'complete' && trial.value !== null)
      .map(({ id, trial }) => [placeOf('History', id).clientY, Math.log(trial.value!)])
    // Places go by logarithms: between three trials the distances of both have one ratio.
    const ratio = (part: number) => (first[part] - second[part]) / (second[part] - third[part])
    expect(ratio(0)).toBeCloseTo(ratio(1), 9)
  })

  it('say what each parameter matters, most important first', async () => {
    const page = await show()
    await until(() => page.find('table[aria-label="Importance of the parameters"]').exists())
    const cells = page.findAll('table[aria-label="Importance of the parameters"] tr').map((row) => row.text())
    expect(cells[0]).toMatch(/^learning rate.*0\.55.*0\.62/)
    expect(cells).toHaveLength(4)
  })

  it('say where there are too few trials for a model', async () => {
    const page = await show('?view=model', 'one-parameter')
    await until(() => page.text().includes('Too few trials'))
    expect(page.text()).toContain('Two parameters needed')
  })

  it('ask for the model over two parameters, exchange them, and show mean beside uncertainty', async () => {
    const page = await show('?view=model')
    await until(() => names().includes('Uncertainty'))
    expect(names().slice(0, 2)).toEqual(['Expected value', 'Uncertainty'])
    expect(asked('studies.model')).toEqual([{ id: 'demo-search', x: 'learningRate', y: 'latentDimension', size: 40 }])
    await page.find('[aria-label="horizontal parameter"]').setValue('latentDimension')
    await until(() => asked('studies.model').length === 2)
    expect(asked('studies.model')[1]).toMatchObject({ x: 'latentDimension', y: 'learningRate' })
    await until(() => page.findAll('.contours .bar').length === 2)
    expect(page.findAll('.contours .bar').map((bar) => bar.attributes('aria-label'))).toEqual([
      expect.stringMatching(/nat$/),
      expect.stringMatching(/nat$/),
    ])
  })

  it('say what the host could not compute, and ask again', async () => {
    let broken = true
    const page = await show('?view=model', 'demo-search', {
      answers: {
        'studies.model': () => {
          if (broken) throw new CirrusError('internal', 'The covariance is singular.')
          return null
        },
      },
    })
    await until(() => page.text().includes('The covariance is singular.'))
    broken = false
    await press(page, 'Try again')
    await until(() => page.text().includes('Too few trials for a model'))
  })
})

describe('while it runs', () => {
  it('draws epochs and trials as they come', async () => {
    const page = await show()
    const study = studyRecord('demo-search')
    open.host.tellTrial('demo-search', trialRecord(study, 15, 'running', { epochs: 1 }))
    await drawn('History', 15)
    await until(() => facts(page).running === '3')
    open.host.tellTrial('demo-search', trialRecord(study, 15, 'complete', { value: 1 }))
    await until(() => facts(page).best.includes('trial 15'))
    await until(() => asked('studies.importance').length > 1)
  })

  it('asks the model anew when trials were pruned, or came from another study', async () => {
    await show()
    const study = studyRecord('demo-search')
    await until(() => asked('studies.importance').length === 1)
    open.host.tellTrial('demo-search', trialRecord(study, 15, 'pruned', { value: 1 }))
    await until(() => asked('studies.importance').length === 2)
    open.host.tellTrial('demo-search', trialRecord(study, 16, 'complete', { value: 1, origin: 'imported' }))
    await until(() => asked('studies.importance').length === 3)
  })
})

describe('the table of trials', () => {
  it('is filtered by words and comparisons, and lights up what is left', async () => {
    const page = await show()
    await page.find('input[type="search"]').setValue('failed')
    expect(numbers()).toEqual([8])
    expect(rows()[0].text()).toContain('The loss is not a number since epoch 1.')
    await page.find('input[type="search"]').setValue('trial<4')
    await press(page, 'Select these')
    expect(page.text()).toContain('only the 3 selected')
    await page.find('input[type="search"]').setValue('nothing like it')
    expect(page.text()).toContain('No matches')
  })

  it('sorts by a parameter, and leads to the run', async () => {
    const page = await show()
    await page
      .findAll('th button')
      .find((one) => one.text().startsWith('latent dimension'))!
      .trigger('click')
    const values = rows().map((row) => Number(row.findAll('td')[6].text().replaceAll(/\s/g, '')))
    expect(values).toEqual([...values].sort((a, b) => a - b))
    expect(rows()[0].find('a').attributes('href')).toMatch(/^\/runs\/demo-search-/)
  })

  it('shows what happened to a trial, and its executor’s log', async () => {
    await show()
    await rows()
      .find((row) => row.text().startsWith('8'))!
      .find('button')
      .trigger('click')
    await until(() => dialog().exists() && asked('studies.log').length === 1)
    expect(asked('studies.log')[0]).toEqual({ id: 'demo-search', number: 8 })
    expect(dialog().text()).toContain('The loss is not a number since epoch 1.')
    await inDialog('Close').trigger('click')
    await rows()
      .find((row) => row.text().startsWith('12'))!
      .find('button')
      .trigger('click')
    await until(() => dialog().text().includes('epoch 1: '))
  })

  it('says that a log could not be read', async () => {
    await show('', 'demo-search', {
      answers: {
        'studies.log': () => {
          throw new CirrusError('not-found', 'The cluster does not answer.')
        },
      },
    })
    await rows()[0].find('button').trigger('click')
    await until(() => dialog().text().includes('The cluster does not answer.'))
  })
})

describe('what can be done', () => {
  it('pauses, resumes, and stops after saying what that means', async () => {
    const page = await show()
    await press(page, 'Pause')
    await until(() => button(page, 'Resume')?.element.disabled === false)
    expect(page.find('[data-state="paused"]').exists()).toBe(true)
    await press(page, 'Resume')
    await until(() => button(page, 'Pause')?.element.disabled === false)
    await press(page, 'Stop')
    expect(dialog().text()).toContain('The 2 running trials stop within a step, with a checkpoint.')
    await inDialog('Cancel').trigger('click')
    expect(asked('studies.stop')).toEqual([])
    await press(page, 'Stop')
    await inDialog('Stop study').trigger('click')
    await until(() => page.find('[data-state="interrupted"]').exists())
  })

  it('stops a paused study as long as a trial of it runs, or waits in the queue of a cluster', async () => {
    const page = await show()
    const study = useStudies().find('demo-search')!
    const counted = (running: number, waiting: number) =>
      useStudies().put({ ...study, state: 'paused', counts: { ...study.counts, running, waiting } })
    counted(0, 1)
    await until(() => button(page, 'Resume') && button(page, 'Stop'))
    counted(0, 0)
    await until(() => !button(page, 'Stop'))
  })

  it('resumes a complete study for as long as something is left to do', async () => {
    const page = await show('', 'paper-search')
    expect(button(page, 'Resume')).toBeUndefined()
    await press(page, 'Edit')
    await body().find('dialog .line input').setValue('120')
    expect(dialog().text()).toContain('The study is complete. Resume it to continue with these changes.')
    await dialog().find('form').trigger('submit')
    await until(() => !dialog().exists())
    await press(page, 'Resume')
    await until(() => asked('studies.resume').length === 1)
    await until(() => page.find('[data-state="running"]').exists())
  })

  it.each(['waiting', 'interrupted'] as const)('resumes a complete study with a trial that is %s', async (state) => {
    const study = studyRecord('paper-search')
    const page = await show('', 'paper-search')
    open.host.tellTrial('paper-search', trialRecord(study, 100, state))
    await until(() => button(page, 'Resume'))
  })

  it('says of a trial by hand when it begins', async () => {
    const page = await show('', 'paper-search')
    await press(page, 'Add a trial')
    expect(dialog().text()).toContain('All 100 trials of the budget have started: this one is extra.')
    expect(dialog().text()).toContain('The study is complete: the trial waits until you resume it.')
    const [rate] = body().findAll<HTMLInputElement>('dialog input')
    await rate.setValue('0.0007')
    await dialog().find('form').trigger('submit')
    await until(() => !dialog().exists())
    expect(said()).toContain('Trial 101 waits until the study is resumed.')
    await until(() => button(page, 'Resume'))
  })

  it('says what was refused', async () => {
    const page = await show('', 'demo-search', {
      answers: {
        'studies.pause': () => {
          throw new CirrusError('conflict', 'It has ended already.')
        },
      },
    })
    await press(page, 'Pause')
    await until(() => said().includes('It has ended already.'))
  })

  it('adds a trial by hand, and says that there is one like it', async () => {
    const page = await show()
    await press(page, 'Add a trial')
    await inDialog('Add trial').trigger('click')
    await dialog().find('form').trigger('submit')
    await until(() => dialog().text().includes('has these parameters already'))
    const [rate] = body().findAll<HTMLInputElement>('dialog input')
    await rate.setValue('7')
    expect(dialog().text()).toContain('0.00001 to 0.01')
    expect(inDialog('Add trial').attributes('disabled')).toBeDefined()
    await rate.setValue('0.0007')
    expect(dialog().find('.command code').text()).toMatch(/^cirrus study add 'demo search' --set learningRate=0.0007 /)
    await dialog().find('form').trigger('submit')
    await until(() => !dialog().exists())
    expect(asked('studies.enqueue').at(-1)).toMatchObject({ id: 'demo-search', params: { learningRate: 0.0007 } })
    await until(() => open.router.currentRoute.value.query.trial === '15')
    expect(said()).toContain('Trial 15 is next in line.')
  })

  it('trains the best for longer', async () => {
    const page = await show()
    await page.find<HTMLInputElement>('[aria-label="Best trial"] input').setValue('60')
    expect(commands(page)).toContain("cirrus study train-longer 'demo search' --epochs 60")
    await page.find('[aria-label="Best trial"] form').trigger('submit')
    await until(() => said().includes('continues to epoch 60'))
    expect(asked('studies.trainLonger')).toEqual([{ id: 'demo-search', epochs: 60 }])
  })

  it('imports what another study knows, and says what was left out', async () => {
    const page = await show()
    await press(page, 'Import')
    await inDialog('Import').trigger('click')
    await until(() => said().includes('85 trials taken over; 15 left out: 15 have no value.'))
    expect(asked('studies.import')).toEqual([{ id: 'demo-search', from: 'paper-search' }])
    await until(() => button(page, 'imported'))
  })

  it('says before an import what becomes of trials of another length, and what cannot be imported', async () => {
    const page = await show()
    await press(page, 'Import')
    const other = { ...useStudies().find('paper-search')! }
    const text = () => dialog().text()
    expect(text()).toContain("cirrus study import 'demo search' --from 'as in the paper'")
    expect(text()).not.toContain('epochs')
    const becomes = async (changes: Partial<typeof other>, words: string) => {
      useStudies().put({ ...other, ...changes })
      await until(() => text().includes(words))
    }
    await becomes({ epochs: 40 }, 'Its trials have 40 epochs: each counts with its value after 20, as here.')
    await becomes(
      { epochs: 5 },
      'Its complete trials have 5 epochs, fewer than the 20 of this study: only pruned trials are imported.',
    )
    expect(inDialog('Import').attributes('disabled')).toBeUndefined()
    await becomes({ datasetFingerprint: 'ab12' }, 'Cannot import: its patches are other ones.')
    await becomes(
      { objective: { metric: 'validationKl', epoch: 'best' } },
      'Cannot import: its objective is to minimise validationKl.',
    )
    expect(inDialog('Import').attributes('disabled')).toBeDefined()
  })

  it('exports the trials, and offers the file', async () => {
    const page = await show()
    await press(page, 'CSV')
    await until(() => page.find('a[download="demo-search-trials.csv"]').exists())
    expect(page.find('a[download]').attributes('href')).toMatch(/^\/data\/exports\/.*\/trials\.csv$/)
    await press(page, 'JSON')
    await until(() => page.find('a[download="demo-search-trials.json"]').exists())
  })

  it('opens the dialog that edits it', async () => {
    const page = await show()
    await press(page, 'Edit')
    await until(() => dialog().exists())
  })

  it('is renamed where the name stands', async () => {
    const page = await show()
    await page.find('button.name').trigger('click')
    await page.find('input.name-input').setValue('night search')
    await page.find('input.name-input').trigger('keydown', { key: 'Enter' })
    await until(() => page.find('button.name').exists() && page.find('button.name').text() === 'night search')
    expect(asked('studies.update')).toEqual([{ id: 'demo-search', name: 'night search' }])
  })

  it('is removed after naming what is lost, its runs only if they are not to be kept', async () => {
    const page = await show()
    await press(page, 'Remove')
    expect(dialog().text()).toContain('14 runs with all checkpoints')
    await body().find('dialog input[type="checkbox"]').setValue(true)
    expect(dialog().text()).not.toContain('14 runs with all checkpoints')
    await inDialog('Remove study').trigger('click')
    await until(() => open.router.currentRoute.value.path === '/studies')
    expect(asked('studies.remove')).toEqual([{ id: 'demo-search', keepRuns: true }])
  })
})
