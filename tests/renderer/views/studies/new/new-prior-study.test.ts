import { afterEach, describe, expect, it } from 'vitest'
// Where the form leads after the start.
import '../../../../../src-renderer/views/studies/page/StudyPage.vue'
import NewStudy from '../../../../../src-renderer/views/studies/new/NewStudy.vue'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import type { StudyLatents } from '../../../../../src-preload/contract/index.ts'
import type { StudySpec } from '../../../../../src-shared/study/specification.ts'
import { latentMap } from '../../../../../src-shared/model/latent-shape.ts'
import { priorConfig } from '../../../../../src-shared/model/prior-config.ts'
import { usualSpace } from '../../../../../src-shared/study/usual-space.ts'
import { demoConfig, runs } from '../../../fake/records.ts'
import { commands, openPage, press, type Answers, type OpenPage } from '../../mount-page.ts'
import { until } from '../../../window.ts'

let open: OpenPage
afterEach(() => open.close())
const run = runs.find(({ id }) => id === 'demo-2026-11-23-a')!
const show = async (query = `?run=${run.id}&prior=flow`, answers: Answers = {}) => {
  open = await openPage(NewStudy, `/studies/new${query}`, {}, { answers })
  await until(() => open.page.find('[aria-label="Search space"] fieldset').exists())
  return open.page
}
const begin = async () => {
  await open.page.find('form').trigger('submit')
  const started = () => open.calls.find(([method]) => method === 'studies.start')?.[1]
  await until(started)
  return started() as StudySpec & { datasetId: null; latents: Pick<StudyLatents, 'prior'>; name: string }
}
const flow = priorConfig(latentMap(demoConfig))

describe('a new study of a prior', () => {
  it('searches the usual space of a flow on the latents of the run, and opens its page', async () => {
    const page = await show()
    expect(page.text()).toContain(`Trials are trained on the latents of ${run.name}`)
    const started = await begin()
    expect(started).toMatchObject({ datasetId: null, name: `${run.id}-flow-study`, budget: 20, epochs: 20, base: flow })
    expect(started.latents).toEqual({ run: run.folder, checkpoint: 'best', prior: 'flow-best' })
    expect(started.space).toEqual(usualSpace(flow))
    await until(() => open.router.currentRoute.value.path === `/studies/${run.id}-flow-study-new`)
  })

  it('of coupling layers has their settings and their space', async () => {
    const page = await show()
    await press(page, 'coupling')
    const coupling = priorConfig(latentMap(demoConfig), 'coupling')
    await until(() => page.text().includes('coupling-best'))
    const started = await begin()
    expect(started).toMatchObject({ base: coupling, latents: { prior: 'coupling-best' } })
    expect(started.space).toEqual(usualSpace(coupling))
  })

  it('shows the command that starts the same study', async () => {
    const page = await show()
    await until(() => commands(page).length > 0)
    const [command] = commands(page)
    expect(command).toContain(`cirrus study run ${run.folder} --name ${run.id}-flow-study`)
    expect(command).toContain('--prior flow --as flow-best --checkpoint best')
    expect(command).not.toContain('--preset')
  })

  it('says what the host refuses, and what a prior can’t be called', async () => {
    const message = 'There is a prior named flow-best already. Choose another name.'
    const page = await show(undefined, {
      'studies.start': () => {
        throw new CirrusError('conflict', message, undefined, { field: 'latents.prior' })
      },
    })
    await begin()
    await until(() => page.find('.foot').text().includes(message))
    const name = page.findAll('.field').find((one) => one.text().startsWith('Name of the prior'))!
    await name.find('input').setValue('no blanks!')
    await until(() => page.find('.foot').text().includes('A value is missing or out of range'))
    expect(page.find<HTMLButtonElement>('button.primary').element.disabled).toBe(true)
  })

  it('is a study on a dataset if no prior is asked for', async () => {
    const page = await show('?run=wide-kernel')
    expect(page.text()).not.toContain('Kind of prior')
    expect(page.find('[aria-label="Objective"]').exists()).toBe(true)
  })
})
