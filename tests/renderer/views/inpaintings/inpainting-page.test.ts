// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { estimateAddress, estimatorSchema, exportCommand } from '../../../../src-preload/contract/index.ts'
import type { Estimate, Inpainting } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import Chart from '../../../../src-renderer/charts/Chart.vue'
import ImageCanvas from '../../../../src-renderer/components/ImageCanvas.vue'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import InpaintingPage from '../../../../src-renderer/views/inpaintings/page/InpaintingPage.vue'
import { inpaintings } from '../../fake/records.ts'
import { button, commands, facts, openPage, press } from '../mount-page.ts'
import type { Answers, OpenPage } from '../mount-page.ts'
import { until } from '../../window.ts'

// ECharts needs a canvas, which happy-dom lacks; tests check the curves passed to it.
vi.mock('../../../../src-renderer/charts/use-chart.ts', () => ({
  useChart: () => ({ valueAt: () => undefined, pixelOf: () => undefined, toPng: () => undefined, toSvg: () => '' }),
}))

let open: OpenPage
afterEach(() => open.close())
const [{ id, folder, datasetId, estimates }] = inpaintings
const [mean, map] = estimates
/** The page of a problem with two estimates, of which the second, by Eq. 13, has these changes. */
const show = async (
  changes: Partial<Estimate> = {},
  answers: Answers = {},
  query = '',
  problem: (one: Inpainting) => void = () => {},
) => {
  open = await openPage(
    InpaintingPage,
    `/inpaintings/${id}${query}`,
    { id },
    {
      prepare(host) {
        host.inpaintings[0].estimates = [mean, { ...map, ...changes }]
        problem(host.inpaintings[0])
      },
      answers,
    },
  )
  await until(() => open.page.find('aside').exists())
  return open.page
}
const asked = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)
const objective = () => open.page.findAllComponents(Chart).find((chart) => chart.props('name') === 'Objective')
const tell = (start: number, iteration: number, value: number) =>
  open.host.server.broadcast('inpaintings.objective', {
    ...{ id, estimate: 'map', point: { start, iteration, objective: value } },
  })
const running = { state: 'running', result: null, statistics: null } as const
const panel = () => open.page.find('.estimate')
const confirm = () => document.querySelector<HTMLButtonElement>('dialog button.failure')!.click()

describe('the objective of an estimate', () => {
  it('is one curve per start, over iterations', async () => {
    await show()
    await until(() => objective())
    const series = objective()!.props('series')
    expect(series.map(({ name, x }) => [name, x.length])).toEqual([
      ['start 1', 150],
      ['start 2', 150],
    ])
    expect(series[0].x[149]).toBe(149)
  })

  it('grows with every reported iteration of any start', async () => {
    const page = await show(running, { 'inpaintings.history': () => [] })
    expect(page.text()).toContain('No iterations yet')
    tell(0, 0, 900)
    tell(0, 1, 400)
    await until(() => objective()?.props('series')[0].x.length === 2)
    expect(objective()!.props('series')[0].bold).toBe(true)
    tell(1, 0, 850)
    await until(() => objective()!.props('series').length === 2)
    expect(
      objective()!
        .props('series')
        .map(({ y }) => Array.from(y)),
    ).toEqual([[900, 400], [850]])
    expect(facts(page)).toMatchObject({ objective: '850.000', iterations: '0' })
  })

  it('ignores other estimates and other inpaintings', async () => {
    await show(running, { 'inpaintings.history': () => [{ start: 0, iteration: 0, objective: 5 }] })
    await until(() => objective())
    const point = { start: 0, iteration: 1, objective: 4 }
    open.host.server.broadcast('inpaintings.objective', { id: inpaintings[1].id, estimate: 'map', point })
    open.host.server.broadcast('inpaintings.objective', { id, estimate: 'map-2', point })
    tell(0, 1, 3)
    await until(() => objective()!.props('series')[0].x.length > 1)
    expect(Array.from(objective()!.props('series')[0].y)).toEqual([5, 3])
  })

  it('is not drawn for estimators without one', async () => {
    const page = await show({}, {}, '?estimate=mean')
    expect(page.find('.estimate strong').text()).toBe('Mean')
    expect(objective()).toBeUndefined()
    expect(page.text()).not.toContain('No iterations yet')
  })
})

describe('the estimates of a problem', () => {
  it('are columns beside the patch and the data, with their errors, and one is chosen by a click', async () => {
    const page = await show()
    expect(page.findAll('.head').map((head) => [head.find('strong').text(), head.text()])).toEqual([
      ['Mean', expect.stringContaining('error 1.083')],
      ['MAP', expect.stringContaining('error 0.412')],
    ])
    await until(() => page.findAll('figcaption').length >= 8)
    const captions = page.findAll('figcaption').map((caption) => caption.text())
    expect(captions.slice(0, 3)).toEqual(['original', 'filled', 'filled'])
    expect(captions.slice(3, 6)).toEqual(['corrupted', 'residual', 'residual'])
    expect(open.fetched).toContain(estimateAddress(id, 'mean', 'filled'))
    expect(page.find('.head[aria-pressed="true"] strong').text()).toBe('MAP')
    await page.findAll('.head')[0].trigger('click')
    await until(() => open.router.currentRoute.value.query.estimate === 'mean')
    await until(() => panel().find('strong').text() === 'Mean')
  })

  it('of a patch without a hole are compared over the whole patch, and filled in nowhere', async () => {
    const page = await show({}, {}, '', (one) => {
      one.problem = { ...one.problem, mask: { kind: 'all' }, beam: 80 }
    })
    const errors = page.find('section[aria-label="Errors"]')
    expect(errors.findAll('thead th').map((head) => head.text())).toEqual(['over the whole patch', 'covers'])
    expect(errors.findAll('tbody tr')[0].findAll('td')).toHaveLength(2)
    expect(page.find('.head .quiet').attributes('title')).toContain('over the whole patch')
    await until(() => page.findAll('figcaption').length >= 6)
    const captions = page.findAll('figcaption').map((caption) => caption.text())
    expect(captions).toContain('estimate')
    expect(captions).not.toContain('filled')
    expect(captions).not.toContain('everywhere')
  })

  it('show standard deviations and samples if they have them', async () => {
    const result = { ...map.result!, coverage: { of68: 0.66, of95: 0.91 }, samples: 8 }
    const page = await show({ result })
    await until(() => page.findAll('figcaption').length >= 10)
    const captions = page.findAll('figcaption').map((caption) => caption.text())
    expect(captions.filter((caption) => caption === 'std' || caption === 'sample')).toEqual(['std', 'sample'])
    expect(page.findAll('aside tbody tr')[1].text()).toContain('0.66, 0.91')
    await page.find('[aria-label="Number of the sample"]').setValue('3')
    const fourth = estimateAddress(id, 'map', 'sample', 'standard', 3)
    await until(() => open.fetched.includes(fourth))
    const shown = () => page.findAllComponents(ImageCanvas).find((one) => one.props('label').startsWith('sample'))
    await until(() => shown()?.props('values')?.length === 64 * 64)
  })

  it('can be blinked with the original', async () => {
    const page = await show()
    const filled = () =>
      page
        .findAllComponents(ImageCanvas)
        .find((one) => one.props('label') === 'filled, MAP')!
        .props('values')
    const original = () =>
      page
        .findAllComponents(ImageCanvas)
        .find((one) => one.props('label') === 'original')!
        .props('values')
    await until(() => filled() && original())
    await press(page, 'Blink')
    expect(filled()).not.toEqual(original())
    await press(page, 'filled')
    expect(filled()).toEqual(original())
  })

  it('that are running have their place, and can be stopped', async () => {
    const page = await show(running)
    expect(page.find('.none').text()).toBe('estimating…')
    expect(button(page, 'Delete estimate')).toBeUndefined()
    await press(page, 'Stop')
    await until(() => page.text().includes('Stopped before it finished.'))
    expect(asked('inpaintings.stop')).toEqual([{ id, estimate: 'map' }])
  })

  it('are all stopped at once', async () => {
    const page = await show(running)
    await press(page, 'Stop all')
    expect(asked('inpaintings.stop')).toEqual([{ id }])
  })

  it('that were stopped can be started again with the same settings', async () => {
    const page = await show({ ...running, state: 'interrupted' })
    await press(page, 'Start again')
    const { estimator, runId } = map
    await until(() => asked('inpaintings.estimate').length === 1)
    expect(asked('inpaintings.estimate')).toEqual([{ id, order: { estimator, runId } }])
  })

  it('that failed say why in their column and beside it, and what is safe', async () => {
    const message = 'The engine process ended at iteration 12.'
    const page = await show({ ...running, state: 'failed', failure: { code: 'engine-lost', message } })
    expect(page.find('.none').text()).toBe(message)
    const alert = page.find('[role="alert"]').text()
    expect(alert).toContain(message)
    expect(alert).toContain('The problem, its other estimates and the run are unchanged.')
    expect(button(page, 'Start again')).toBeDefined()
  })

  it('show whether their chains agree, and what counts as noise', async () => {
    const result = {
      ...map.result!,
      minimum: null,
      model: { epoch: 98, latents: 64, residual: 0.1734 },
      chains: { acceptance: 0.812, divergences: 3, rHat: 1.0042, effectiveSamples: 812.4 },
    }
    const page = await show({ name: 'hmc', estimator: estimatorSchema.parse({ kind: 'hmc' }), result })
    expect(facts(page)).toMatchObject({
      'divergent steps': '3',
      'decoder’s residual': '0.173 std',
      mass: 'laplace',
    })
    const table = page.findAll('aside section').find((section) => section.text().startsWith('Chains'))!
    const rows = table.findAll('tbody tr')
    expect(rows.map((row) => row.findAll('th, td').map((cell) => cell.text()))).toEqual([
      ['HMC', '1.004', '812', '0.81'],
    ])
  })

  it('show their results and settings', async () => {
    const page = await show()
    expect(facts(page)).toMatchObject({
      'χ² per degree of freedom': '1.126',
      run: 'demo-2026-11-23-a epoch 98',
      starts: '2',
      'max iterations': '500',
    })
    expect(commands(panel() as never).at(-1)).toContain('--estimator map --checkpoint best --width noise --starts 2')
  })

  it('outlive the run that they used', async () => {
    const page = await show({ runId: null })
    expect(facts(page).run).toContain('demo-2026-11-23-a (deleted)')
  })

  it('are deleted one by one, after a confirmation', async () => {
    const page = await show()
    await press(page, 'Delete estimate…')
    expect(asked('inpaintings.remove')).toEqual([])
    confirm()
    await until(() => asked('inpaintings.remove').length === 1)
    expect(asked('inpaintings.remove')).toEqual([{ id, estimate: 'map' }])
    expect(open.router.currentRoute.value.path).toBe(`/inpaintings/${id}`)
  })
})

describe('estimates that are added', () => {
  const dialog = () => document.querySelector<HTMLElement>('dialog')!
  const tick = (title: string) =>
    [...dialog().querySelectorAll<HTMLElement>('.kind')]
      .find((one) => one.querySelector('strong')!.textContent === title)!
      .querySelector<HTMLInputElement>('.title input')!
      .click()
  const submit = () => dialog().querySelector('form')!.dispatchEvent(new Event('submit'))

  it('are chosen with their settings, and the first of them is shown', async () => {
    const page = await show()
    await press(page, 'Add estimates…')
    tick('Diffusion')
    await until(() => dialog().querySelector('.kind.chosen'))
    tick('Biharmonic')
    await until(() => dialog().textContent.replace(/\s/g, ' ').includes('Add 2 estimates'))
    submit()
    await until(() => asked('inpaintings.estimate').length === 2)
    await until(() => document.querySelector('dialog') === null)
    expect(asked('inpaintings.estimate')).toEqual([
      { id, order: { estimator: { kind: 'diffusion' }, runId: null } },
      { id, order: { estimator: { kind: 'biharmonic' }, runId: null } },
    ])
    await until(() => open.router.currentRoute.value.query.estimate === 'diffusion')
    await until(() => page.findAll('.head').length === 4)
  })

  it('that are there already are refused at their place', async () => {
    const message = 'It has this estimate already, mean. Delete it to compute it again.'
    const page = await show(
      {},
      {
        'inpaintings.estimate': () => {
          throw new CirrusError('conflict', message, undefined, { field: 'order.estimator' })
        },
      },
    )
    await press(page, 'Add estimates…')
    tick('Mean')
    await until(() => dialog().textContent.includes('Add estimate'))
    submit()
    await until(() => dialog().querySelector('.kind.chosen .wrong')?.textContent === message)
  })
})

describe('an inpainting', () => {
  it('shows its problem', async () => {
    const page = await show()
    expect(facts(page)).toMatchObject({
      ...{ dataset: 'demo-64px', patch: '117 test', mask: 'disc', noise: '0.2 std' },
      centre: 'l 212.00° b −19.00°',
    })
    expect(button(page, 'Try another mask')!.attributes('href')).toBe(`/inpaintings/new?dataset=${datasetId}&patch=117`)
  })

  it('is deleted only after a confirmation', async () => {
    const page = await show()
    await press(page, 'Delete…')
    expect(document.querySelector('dialog')!.textContent).toContain('2 estimates')
    expect(asked('inpaintings.remove')).toEqual([])
    confirm()
    await until(() => open.router.currentRoute.value.path === '/inpaintings')
    expect(asked('inpaintings.remove')).toEqual([{ id }])
  })

  it('without estimates offers to add some', async () => {
    open = await openPage(
      InpaintingPage,
      `/inpaintings/${id}`,
      { id },
      { prepare: (host) => void (host.inpaintings[0].estimates = []) },
    )
    await until(() => open.page.text().includes('This problem has no estimates yet.'))
    expect(button(open.page, 'Add estimates')).toBeDefined()
  })

  it('that does not exist says so and links back', async () => {
    open = await openPage(InpaintingPage, '/inpaintings/gone', { id: 'gone' })
    await until(() => open.page.text().includes('Inpainting not found'))
    expect(button(open.page, 'All inpaintings')!.attributes('href')).toBe('/inpaintings')
  })
})

describe('the export of an inpainting', () => {
  const exportLine = () => open.page.find('.export .command code').text()
  const ticks = () => open.page.findAll<HTMLInputElement>('.export input[type="checkbox"]')
  it('writes the chosen formats, and lists the files as links', async () => {
    const page = await show()
    await ticks()[0].setValue(false)
    expect(exportLine()).toBe(
      exportCommand(folder, null, ['npy', 'png'], `/home/astro/.local/share/cirrus/exports/${id}`),
    )
    await page.find('.export form').trigger('submit')
    await until(() => page.findAll('.files a').length === 2)
    expect(asked('exports.create')).toEqual([
      { inpaintingId: id, estimates: null, formats: ['npy', 'png'], folder: null },
    ])
    expect(page.findAll('.files a').map((link) => link.attributes())).toMatchObject([
      { href: `/data/exports/${id}-export-1/filled-map.npy`, download: `${id}-filled-map.npy` },
      { href: `/data/exports/${id}-export-1/filled-map.png`, download: `${id}-filled-map.png` },
    ])
    expect(page.find('.files').text()).toContain('34.6 kB')
    expect(useNotices().items.at(-1)?.text).toContain('Wrote 2 files to ')
  })

  it('is of one estimate on request', async () => {
    const page = await show()
    await page.find('select[aria-label="Estimates to export"]').setValue('mean')
    expect(exportLine()).toContain('--estimates mean ')
    await page.find('.export form').trigger('submit')
    await until(() => asked('exports.create').length > 0)
    expect(asked('exports.create')[0]).toMatchObject({ estimates: ['mean'] })
  })

  it('converts the unit of the files, once the frequency is given', async () => {
    const page = await show()
    await page.find('select[aria-label="Unit of the files"]').setValue('uK_CMB')
    const write = () => page.find<HTMLButtonElement>('.export button.primary').element
    expect(write().disabled).toBe(true)
    await page.find('.export input[type="number"]').setValue(353)
    expect(write().disabled).toBe(false)
    expect(exportLine()).toContain('--unit uK_CMB --frequency 353 --out')
    await page.find('.export form').trigger('submit')
    await until(() => asked('exports.create').length > 0)
    expect(asked('exports.create')[0]).toMatchObject({ unit: 'uK_CMB', frequency: 353 })
  })

  it('is disabled without a format', async () => {
    const page = await show()
    for (const tick of ticks()) await tick.setValue(false)
    expect(page.find<HTMLButtonElement>('.export button.primary').element.disabled).toBe(true)
    expect(page.find('.export .command').exists()).toBe(false)
  })

  it('goes to the chosen folder', async () => {
    const page = await show()
    await press(page, 'Change')
    await until(() => document.querySelector('dialog button.primary:not(:disabled)'))
    document.querySelector<HTMLButtonElement>('dialog button.primary')!.click()
    await until(() => page.find('.where .mono').text() === '/home/astro')
    await page.find('.export form').trigger('submit')
    await until(() => asked('exports.create').length === 1)
    expect(asked('exports.create')).toMatchObject([{ folder: '/home/astro' }])
  })

  it('that is refused says why, and lists no files', async () => {
    const page = await show(
      {},
      {
        'exports.create': () => {
          throw new CirrusError('refused', '/home/astro: no space is left.')
        },
      },
    )
    await page.find('.export form').trigger('submit')
    await until(() => useNotices().items.some(({ text }) => text === '/home/astro: no space is left.'))
    expect(page.findAll('.files')).toHaveLength(0)
  })
})

describe('an inpainting of several channels', () => {
  const ofChannel = (inside: number | null, outside: number | null) => ({
    error: { inside, outside },
    coverage: inside === null ? null : { of68: inside, of95: 0.95 },
  })
  const several = (query = '') => {
    const { others: _, ...first } = map.statistics!
    const statistics = { ...first, others: [first, { ...first, inside: null }] }
    const channels = [ofChannel(0.3, 0.2), ofChannel(0.6, null), ofChannel(null, 0.1)]
    return show(
      { result: { ...map.result!, coverage: { of68: 0.5, of95: 0.9 }, channels }, statistics },
      {},
      query,
      (one) => {
        one.channels = 'IQU'
        one.statistics = { ...one.statistics!, others: [one.statistics!.original, { histogram: [1], spectrum: [2] }] }
        one.problem = { ...one.problem, channels: { Q: { mask: { kind: 'none' } }, U: { mask: { kind: 'all' } } } }
      },
    )
  }
  const row = () => open.page.findAll('[aria-label="Errors"] tbody tr').at(-1)!.text()

  it('shows the first, and another when it is chosen, with its own errors, pictures and statistics', async () => {
    const page = await several()
    expect(row()).toBe('MAP0.3000.2000.30, 0.95')
    expect(page.find('.estimate table').exists()).toBe(true)
    await press(page, 'U')
    await until(() => open.router.currentRoute.value.query.channel === 'U')
    expect(row()).toBe('MAP–0.100–')
    expect(page.text()).toContain('Error of U against the original')
    // Without a hole, nothing is compared in it.
    expect(page.find('.estimate table').exists()).toBe(false)
    await until(() => open.fetched.includes(estimateAddress(id, 'map', 'filled', 'standard', 0, 2)))
    const spectrum = page.findAllComponents(Chart).find((chart) => chart.props('name') === 'Power spectrum')!
    expect(spectrum.props('series')[0].y).toEqual([2])
  })

  it('has the channel in its address, and says what differs for channels', async () => {
    const page = await several('?channel=Q')
    expect(row()).toBe('MAP0.600–0.60, 0.95')
    expect(page.text()).toContain('I disc, Q nothing seen, U all seen')
    expect(page.text()).toContain('Q: nothing seen; U: all seen')
    expect(commands(page)[0]).toContain('--mask-of Q=none --mask-of U=all')
  })
})
