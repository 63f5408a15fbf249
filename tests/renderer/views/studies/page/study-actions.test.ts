// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import { useStudies } from '../../../../../src-renderer/stores/studies.ts'
import { studyRecord, trialRecord } from '../../../fake/study-records.ts'
import { until } from '../../../window.ts'
import { button, commands, press } from '../../mount-page.ts'
import { open, show, asked, body, dialog, inDialog, said } from './study-window.ts'

describe('the actions of a study', () => {
  it('pause, resume, and stop after explaining what that means', async () => {
    const page = await show()
    await press(page, 'Pause')
    await until(() => button(page, 'Resume')?.element.disabled === false)
    expect(page.find('[data-state="paused"]').exists()).toBe(true)
    await press(page, 'Resume')
    await until(() => button(page, 'Pause')?.element.disabled === false)
    await press(page, 'Stop')
    expect(dialog().text()).toContain('The 2 running trials will stop within a step and save a checkpoint.')
    await inDialog('Cancel').trigger('click')
    expect(asked('studies.stop')).toEqual([])
    await press(page, 'Stop')
    await inDialog('Stop study').trigger('click')
    await until(() => page.find('[data-state="interrupted"]').exists())
  })

  it('include Stop for a paused study while a trial runs or waits in a cluster’s queue', async () => {
    const page = await show()
    const study = useStudies().find('demo-search')!
    const counted = (running: number, waiting: number) =>
      useStudies().put({ ...study, state: 'paused', counts: { ...study.counts, running, waiting } })
    counted(0, 1)
    await until(() => button(page, 'Resume') && button(page, 'Stop'))
    counted(0, 0)
    await until(() => !button(page, 'Stop'))
  })

  it('include Resume for a complete study while something is left to do', async () => {
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

  it.each(['waiting', 'interrupted'] as const)(
    'include Resume for a complete study with a trial that is %s',
    async (state) => {
      const study = studyRecord('paper-search')
      const page = await show('', 'paper-search')
      open.host.tellTrial('paper-search', trialRecord(study, 100, state))
      await until(() => button(page, 'Resume'))
    },
  )

  it('say when a trial by hand will run', async () => {
    const page = await show('', 'paper-search')
    await press(page, 'Add a trial')
    expect(dialog().text()).toContain('The budget of 100 trials is used up: this one is extra.')
    expect(dialog().text()).toContain('The study is complete: the trial waits until you resume it.')
    const [rate] = body().findAll<HTMLInputElement>('dialog input')
    await rate.setValue('0.0007')
    await dialog().find('form').trigger('submit')
    await until(() => !dialog().exists())
    expect(said()).toContain('Trial 101 waits until the study is resumed.')
    await until(() => button(page, 'Resume'))
  })

  it('show what was refused', async () => {
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

  it('add a trial by hand, and report a duplicate', async () => {
    const page = await show()
    await press(page, 'Add a trial')
    await inDialog('Add trial').trigger('click')
    await dialog().find('form').trigger('submit')
    await until(() => dialog().text().includes('already has these parameters'))
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

  it('train the best trial longer', async () => {
    const page = await show()
    await page.find<HTMLInputElement>('[aria-label="Best trial"] input').setValue('60')
    expect(commands(page)).toContain("cirrus study train-longer 'demo search' --epochs 60")
    await page.find('[aria-label="Best trial"] form').trigger('submit')
    await until(() => said().includes('continues to epoch 60'))
    expect(asked('studies.trainLonger')).toEqual([{ id: 'demo-search', epochs: 60 }])
  })

  it('import trials of another study, and report those left out', async () => {
    const page = await show()
    await press(page, 'Import')
    await inDialog('Import').trigger('click')
    await until(() => said().includes('85 trials imported; 15 left out: 15 have no value.'))
    expect(asked('studies.import')).toEqual([{ id: 'demo-search', from: 'paper-search' }])
    await until(() => button(page, 'imported'))
  })

  it('explain before an import what happens to trials of another length, and what cannot be imported', async () => {
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
    await becomes({ datasetFingerprint: 'ab12' }, 'Cannot import: its patches are different.')
    await becomes(
      { objective: { metric: 'validationKl', epoch: 'best' } },
      'Cannot import: its objective is to minimise validationKl.',
    )
    expect(inDialog('Import').attributes('disabled')).toBeDefined()
  })

  it('export the trials, and link to the file', async () => {
    const page = await show()
    await press(page, 'CSV')
    await until(() => page.find('a[download="demo-search-trials.csv"]').exists())
    expect(page.find('a[download]').attributes('href')).toMatch(/^\/data\/exports\/.*\/trials\.csv$/)
    await press(page, 'JSON')
    await until(() => page.find('a[download="demo-search-trials.json"]').exists())
  })

  it('open the dialog to edit it', async () => {
    const page = await show()
    await press(page, 'Edit')
    await until(() => dialog().exists())
  })

  it('include renaming in place', async () => {
    const page = await show()
    await page.find('button.name').trigger('click')
    await page.find('input.name-input').setValue('night search')
    await page.find('input.name-input').trigger('keydown', { key: 'Enter' })
    await until(() => page.find('button.name').exists() && page.find('button.name').text() === 'night search')
    expect(asked('studies.update')).toEqual([{ id: 'demo-search', name: 'night search' }])
  })

  it('delete it after naming what is lost, including its runs unless they are kept', async () => {
    const page = await show()
    await press(page, 'Delete')
    expect(dialog().text()).toContain('14 runs with all checkpoints')
    await body().find('dialog input[type="checkbox"]').setValue(true)
    expect(dialog().text()).not.toContain('14 runs with all checkpoints')
    await inDialog('Delete study').trigger('click')
    await until(() => open.router.currentRoute.value.path === '/studies')
    expect(asked('studies.remove')).toEqual([{ id: 'demo-search', keepRuns: true }])
  })
})
