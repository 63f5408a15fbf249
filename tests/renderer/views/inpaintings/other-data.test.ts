// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Inpainting } from '../../../../src-preload/contract/index.ts'
import InpaintingPage from '../../../../src-renderer/views/inpaintings/page/InpaintingPage.vue'
import { estimatesFor, sameData } from '../../../../src-renderer/views/inpaintings/page/other-data.ts'
import { inpaintings, runs } from '../../fake/records.ts'
import { until } from '../../window.ts'
import { openPage, type OpenPage } from '../mount-page.ts'

vi.mock('../../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, pixelOf: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

const [one] = inpaintings
const [mean, map] = one.estimates

describe('other data', () => {
  it('are the same problem but for noise and beam', () => {
    const { noise } = one.problem
    expect(sameData(one, one, { noise, beam: null })).toBe(true)
    expect(sameData(one, one, { noise: { kind: 'white', sigma: 0.7 }, beam: null })).toBe(false)
    const other: Inpainting = { ...one, problem: { ...one.problem, patch: one.problem.patch + 1 } }
    expect(sameData(other, one, { noise, beam: null })).toBe(false)
  })

  it('are for each estimator once, that can undo their beam and has its run', () => {
    const diffusion = { ...mean, estimator: { kind: 'diffusion' as const } }
    const deleted = { ...map, runId: null }
    const all = { ...one, estimates: [mean, { ...mean, name: 'mean-2' }, diffusion, map, deleted] }
    const kinds = (beam: number | null) =>
      estimatesFor(all, { noise: { kind: 'white', sigma: 1 }, beam }, runs).map(({ estimator }) => estimator.kind)
    expect(kinds(null)).toEqual(['mean', 'diffusion', 'map'])
    expect(kinds(12)).toEqual(['mean', 'map'])
  })

  it('are for a flow if it was trained with such a beam', () => {
    const flow = { ...map, estimator: { ...map.estimator, kind: 'flow' } as (typeof map)['estimator'] }
    const kinds = (observation: 'masked' | 'blurred', beam: number | null) => {
      const run = runs.find(({ id }) => id === map.runId)!
      const trained = { ...run, config: { ...run.config, architecture: 'flow', observation } } as typeof run
      const data = { noise: { kind: 'white', sigma: 1 }, beam } as const
      return estimatesFor({ ...one, estimates: [mean, flow] }, data, [trained]).map(({ estimator }) => estimator.kind)
    }
    expect(kinds('masked', null)).toEqual(['mean', 'flow'])
    expect(kinds('masked', 12)).toEqual(['mean'])
    expect(kinds('blurred', 12)).toEqual(['mean', 'flow'])
    expect(kinds('blurred', 300)).toEqual(['mean'])
  })
})

describe('the sliders', () => {
  let open: OpenPage
  afterEach(() => open.close())
  const slide = async (name: string, value: number) => {
    const slider = open.page.find<HTMLInputElement>(`input[aria-label="${name}"]`)
    slider.element.value = String(value)
    await slider.trigger('input')
    await slider.trigger('change')
  }
  const started = () => open.calls.filter(([name]) => name === 'inpaintings.start').map(([, order]) => order)

  it('make the problem with the same estimators, and open it', async () => {
    open = await openPage(InpaintingPage, `/inpaintings/${one.id}`, { id: one.id })
    await until(() => open.page.find('input[aria-label="Noise"]').exists())
    await slide('Noise', -100)
    await until(() => started().length === 1)
    expect(started()[0]).toMatchObject({
      datasetId: one.datasetId,
      problem: { patch: one.problem.patch, mask: one.problem.mask, noise: { sigma: 0.1 }, beam: null },
      estimates: [{ estimator: { kind: 'mean' } }, { estimator: { kind: 'map' }, runId: map.runId }],
    })
    await until(() => open.router.currentRoute.value.path !== `/inpaintings/${one.id}`)
  })

  it('open a problem that is there already', async () => {
    const there = { ...one, id: 'there', problem: { ...one.problem, beam: 20 } }
    open = await openPage(
      InpaintingPage,
      `/inpaintings/${one.id}?estimate=mean`,
      { id: one.id },
      { prepare: (host) => void host.inpaintings.push(there) },
    )
    await until(() => open.page.find('input[aria-label="Beam"]').exists())
    await slide('Beam', 20)
    await until(() => open.router.currentRoute.value.fullPath === '/inpaintings/there?estimate=mean')
    expect(started()).toEqual([])
  })
})
