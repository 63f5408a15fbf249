// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { priorConfig } from '../../../../../src-shared/model/prior-config.ts'
import { usualSpace } from '../../../../../src-shared/study/usual-space.ts'
import type { StudyLatents } from '../../../../../src-preload/contract/index.ts'
import { endedTrials, studyRecord, summaryOf } from '../../../fake/study-records.ts'
import { until } from '../../../window.ts'
import { commands, facts, press } from '../../mount-page.ts'
import { asked, open, show } from './study-window.ts'

const latents: StudyLatents = {
  ...{ runId: 'demo-2026-11-23-a', runName: 'demo a', runFolder: '/runs/demo a', checkpoint: 'best', epoch: 98 },
  prior: 'flow-best',
}
const base = priorConfig({ side: 1, channels: 64 })
const study = studyRecord('flows', { latents, base, space: usualSpace(base), state: 'interrupted', epochs: 4 })
const trials = endedTrials(study, 3).map((trial, i) => ({ ...trial, value: 0.7 - 0.1 * i }))
const answers = { 'studies.list': () => [summaryOf(study, trials)], 'studies.trials': () => trials }
const opened = () => show('', 'flows', { answers })

describe('the page of a study of a prior', () => {
  it('says whose prior it searches, and measures a velocity error without a unit', async () => {
    const page = await opened()
    const told = facts(page)
    expect(told['prior of']).toBe('demo a, best checkpoint, epoch 98')
    expect(told.becomes).toBe('flow-best')
    expect(told.preset).toBeUndefined()
    expect(told.objective).toBe('minimise validation velocity error, best epoch')
    expect(told.best).toBe('0.50000 trial 3')
    await until(() => commands(page).some((line) => line.startsWith('cirrus study run ')))
    expect(commands(page).join('\n')).toContain("cirrus study run '/runs/demo a' --name flows")
    expect(commands(page).join('\n')).toContain('--prior flow --as flow-best --checkpoint best')
  })

  it('makes the best trial a prior under the name that is typed', async () => {
    const page = await opened()
    expect(commands(page)).toContain('cirrus study keep-prior flows')
    await page.find('input[aria-label="Name of the prior"]').setValue('another')
    expect(commands(page)).toContain('cirrus study keep-prior flows --as another')
    await press(page, 'Keep as a prior')
    await until(() => asked('studies.keepPrior').length > 0)
    expect(asked('studies.keepPrior')).toEqual([{ id: 'flows', name: 'another' }])
  })

  it('is deleted with its trials', async () => {
    const page = await opened()
    await press(page, 'Delete…')
    await until(() => document.body.textContent.includes('Delete flows?'))
    expect(document.body.textContent).not.toContain('Keep the runs of its trials')
    expect(open.page.exists()).toBe(true)
  })
})
