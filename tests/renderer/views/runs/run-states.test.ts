import { describe, expect, it } from 'vitest'
import { resumeCommand } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import { datasets, demoConfig } from '../../fake/records.ts'
import { button, commands, facts, press } from '../mount-page.ts'
import type { OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'
import { open, show, running, interrupted, complete, failed, drawn, primary, asked } from './run-page-stage.ts'

describe('a running run', () => {
  it('updates epoch, time left and throughput with every step', async () => {
    const page = await show(running)
    await drawn(37)
    open.host.trainEpoch(running)
    await until(() => facts(page)['this step'])
    expect(facts(page).epoch).toBe('39/100')
    // 62 epochs are left; the made-up epochs take 2.1 to 2.2 s.
    expect(facts(page)['time left']).toMatch(/^2 min 1\d s$/)
    expect(facts(page).throughput).toMatch(/^6[5-7]\d images\/s$/)
    expect(facts(page)['this step']).toMatch(/ 61\/172$/)
    expect(Number(page.find('progress').attributes('value'))).toBeCloseTo((38 + 61 / 172) / 100, 12)
  })

  it('can be stopped and then resumed, but neither deleted nor trained longer', async () => {
    const page = await show(running)
    expect(button(page, 'Delete')).toBeUndefined()
    expect(button(page, 'Train longer')).toBeUndefined()
    expect(button(page, 'Resume')).toBeUndefined()
    await press(page, 'Stop')
    await until(() => button(page, 'Resume'))
    expect(asked('runs.stop')).toEqual([{ id: running }])
    expect(page.find('.outcome').text()).toContain('Stopped before its last epoch.')
    expect(page.find('progress').exists()).toBe(false)
  })

  it('without a complete epoch says that it is training the first', async () => {
    const page = await show(running, { epoch: 0 }, { 'runs.metrics': () => [] })
    await until(() => page.text().includes('Training the first epoch'))
    expect(page.text()).toContain('No sample yet')
    expect(button(page, 'Inpaint')).toBeUndefined()
    expect(commands(page).join()).not.toContain('--resume')
  })
})

describe('an interrupted run', () => {
  const outcome = (page: OpenPage['page']) =>
    page
      .findAll('.outcome > p')
      .map((line) => line.text().replace(/\s+/g, ' '))
      .join(' ')
  const killed = { code: 'engine-killed', message: 'The engine process was killed (SIGKILL).' }

  it('has lost nothing if it was stopped, even in its first epoch', async () => {
    const page = await show(interrupted, { epoch: 0, failure: null }, { 'runs.metrics': () => [] })
    expect(outcome(page)).toBe(
      'Stopped before its last epoch. Nothing was lost. Resume continues from there, with the same results as an uninterrupted run.',
    )
    await press(page, 'Resume')
    await until(() => button(page, 'Stop'))
    expect(asked('runs.resume')).toEqual([{ id: interrupted }])
  })

  it.each([
    [
      1,
      1,
      'Epoch 1 is saved. Progress after the last checkpoint was lost. Resume continues from the last checkpoint, with',
    ],
    [
      18,
      5,
      'Epochs 1 to 18 are saved. Progress after the last checkpoint (saved every 5 epochs and at the best one) was lost.',
    ],
    [
      0,
      1,
      'No epoch was complete. Progress after the last checkpoint was lost. Resume continues from the last checkpoint, or from the start if there is none, with',
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

  it('that had not started is started', async () => {
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

  it('that cannot be resumed says why, and stays interrupted', async () => {
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

describe('a failed run', () => {
  it('says what happened, what is safe, and can be resumed', async () => {
    const page = await show(failed)
    const alert = page.find('[role="alert"]').text()
    expect(alert).toContain('The loss is not a number since epoch 7, step 41.')
    expect(alert).toContain('Epochs 1 to 6 are safe, with the metrics and the last checkpoint.')
    expect(button(page, 'Resume')!.element.disabled).toBe(false)
  })

  it.each(['diverged', 'out-of-memory'])('that would fail again (%s) recommends Duplicate', async (code) => {
    const page = await show(failed, { failure: { code, message: 'It failed.' } })
    expect(primary(page)).toEqual(['Duplicate'])
    expect(page.find('[role="alert"] [aria-label="What to do"]').text()).toContain('Duplicate the run')
  })

  it('with another failure recommends Resume', async () => {
    const page = await show(failed, { failure: { code: 'engine-missing', message: 'It failed.' } })
    expect(primary(page)).toEqual(['Resume'])
  })

  it('without a complete epoch says that nothing was lost', async () => {
    const page = await show(failed, { epoch: 0 }, { 'runs.metrics': () => [] })
    expect(page.find('[role="alert"]').text()).toContain('Nothing was lost: no epoch was complete.')
    expect(button(page, 'Resume')).toBeDefined()
  })
})

describe('a pruned run', () => {
  const pruned = { state: 'pruned' as const, epoch: 12 }
  it('says that its study pruned it, and can be trained to its full number of epochs, or another', async () => {
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

describe('an early-stopped run', () => {
  const early = { epoch: 41, bestEpoch: 31 }
  it('says after how many epochs it stopped, and which was the best', async () => {
    const page = await show(complete, { ...early, config: { ...demoConfig, earlyStopEpochs: 10 } })
    expect(page.find('.outcome').text()).toBe(
      'Stopped early, after epoch 41 of 100. The validation loss had not improved for 10 epochs, since epoch 31.',
    )
  })

  it('says no more than is known if early stopping was off', async () => {
    const page = await show(complete, early)
    expect(page.find('.outcome').text()).toBe('Stopped early, after epoch 41 of 100.')
  })

  it('can be trained longer from where it stopped', async () => {
    const page = await show(complete, early)
    await page.find('aside form input').setValue('9')
    await page.find('aside form').trigger('submit')
    await until(() => button(page, 'Stop'))
    expect(asked('runs.resume')).toEqual([{ id: complete, epochs: 50 }])
  })
})
