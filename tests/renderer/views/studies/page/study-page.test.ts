// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import { useStudies } from '../../../../../src-renderer/stores/studies.ts'
import { engines } from '../../../fake/records.ts'
import { studyRecord, trialRecord } from '../../../fake/study-records.ts'
import { until } from '../../../window.ts'
import { commands, facts, press } from '../../mount-page.ts'
import { openStudy, open, show, asked, names, drawn, rows } from './study-window.ts'

describe('a study', () => {
  it('shows its progress, its best trial and its search space', async () => {
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

  it('shows the machine it was started on, and mentions earlier ones', async () => {
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
    await until(() => environment().text().includes('Previously started on another machine: see the JSON export.'))
    expect(facts(page).device).toBeUndefined()
    useStudies().put({ ...study, environments: [] })
    await until(() => !environment().exists())
  })

  it('shows how many trials run at once, and updates it when there are more engines', async () => {
    const page = await show()
    expect(facts(page)['runs on']).toContain('one at a time')
    open.host.server.broadcast('devices.changed', [{ ...engines[0], id: 'training-2' }, ...engines])
    await until(() => facts(page)['runs on'] === 'this machine, 2 at once')
  })

  it('that does not exist is reported as not found', async () => {
    await openStudy('none')
    await until(() => open.page.text().includes('Study not found'))
  })

  it('whose trials cannot be read says so, and retries', async () => {
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

  it('keeps its view in the address', async () => {
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

describe('a running study', () => {
  it('draws epochs and trials as they arrive', async () => {
    const page = await show()
    const study = studyRecord('demo-search')
    open.host.tellTrial('demo-search', trialRecord(study, 15, 'running', { epochs: 1 }))
    await drawn('History', 15)
    await until(() => facts(page).running === '3')
    open.host.tellTrial('demo-search', trialRecord(study, 15, 'complete', { value: 1 }))
    await until(() => facts(page).best.includes('trial 15'))
    await until(() => asked('studies.importance').length > 1)
  })

  it('recomputes the model when trials are pruned or imported', async () => {
    await show()
    const study = studyRecord('demo-search')
    await until(() => asked('studies.importance').length === 1)
    open.host.tellTrial('demo-search', trialRecord(study, 15, 'pruned', { value: 1 }))
    await until(() => asked('studies.importance').length === 2)
    open.host.tellTrial('demo-search', trialRecord(study, 16, 'complete', { value: 1, origin: 'imported' }))
    await until(() => asked('studies.importance').length === 3)
  })
})
