import { DOMWrapper } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { afterEach, describe, expect, it } from 'vitest'
import { datasetRecipeSchema, type Run } from '../../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import DrawSky from '../../../../../src-renderer/views/runs/skies/DrawSky.vue'
import { useDatasets } from '../../../../../src-renderer/stores/datasets.ts'
import { useNotices } from '../../../../../src-renderer/stores/notices.ts'
import { presets } from '../../../../../src-shared/model/presets.ts'
import { datasets, maps, runs } from '../../../fake/records.ts'
import { until } from '../../../window.ts'
import { openPage, type Answers, type OpenPage } from '../../mount-page.ts'

let open: OpenPage
afterEach(() => open.close())
const body = new DOMWrapper(document.body)
/** The form on a page that has the lists, as that of a run. */
const Late = defineComponent({
  props: { run: { type: Object as () => Run, required: true } },
  emits: ['close'],
  setup({ run }, { emit }) {
    const datasets = useDatasets()
    return () => (datasets.items.length > 0 ? h(DrawSky, { run, onClose: () => emit('close') }) : null)
  },
})
const flow: Run = { ...runs[2], config: { ...presets.flow, octaves: 2 } }

/** The form for a flow that is told these numbers. */
async function show(conditions: string[] = [], answers: Answers = {}) {
  const run = { ...flow, config: { ...flow.config, conditions } }
  const prepare: NonNullable<Parameters<typeof openPage>[3]>['prepare'] = (host) =>
    void Object.assign(
      host.runs.find(({ id }) => id === run.id)!,
      run,
    )
  open = await openPage(Late, '/runs', { run }, { prepare, answers })
  await until(() => body.find('dialog form').exists())
  await until(() => conditions.every((name) => labels().includes(name)))
}
const labels = () => body.findAll('dialog .label').map((label) => label.text())
const field = (label: string) => body.findAll('dialog .field').find((one) => one.find('.label').text() === label)!
const type = (label: string, value: string | number) => field(label).find('input').setValue(value)
const select = (label: string, value: string) => field(label).find('select').setValue(value)
const command = () => body.find('dialog .command code').text()
const preview = () => body.find('[aria-label="What will be drawn"]')
const drawButton = () => body.find<HTMLButtonElement>('dialog button.primary').element
const asked = (method: string) => open.calls.filter(([name]) => name === method).map(([, params]) => params)
const send = () => body.find('dialog form').trigger('submit')

describe('the form of a sky', () => {
  it('begins with the pixels of the patches and the map of the dataset, and says what will be drawn', async () => {
    await show()
    await until(() => preview().exists() && preview().text().includes('MJy/sr'))
    // 8 degrees over 64 px are nearest to the pixels of nside 512.
    expect(field('nside').find('input').element.value).toBe('512')
    expect(field('Map').find('select').element.value).toBe(maps[0].id)
    const words = preview().text().replace(/\s+/g, ' ')
    expect(words).toContain(
      '2 718 patches of 64 px and 8.00°, at most 4.00° apart; 3 networks, coarse to fine, 24 steps each',
    )
    expect(words).toContain('195 696 evaluations')
    expect(words).toContain('Very roughly 24 min')
    expect(words).toContain('I_100UM in MJy/sr; 12.6 MB')
    expect(words).toContain('Structure larger than a patch is that of the map alone.')
  })

  it('is sent with all that was changed, and shows the command', async () => {
    await show(['latitude'])
    await type('nside', 64)
    await type('Realisation', 3)
    await type('Seed', 9)
    await type('latitude', 40)
    await type('Distance of patches', 3)
    await type('Solver steps', 12)
    await select('Ordering', 'NESTED')
    await select('Checkpoint', 'last')
    await until(() => command().includes('--solver-steps 12'))
    const out = body.find<HTMLInputElement>('dialog input.mono').element.value
    expect(out).toMatch(/\/maps\/\S+-sky-3-seed-9-nside-64\.fits$/)
    expect(command()).toBe(
      `cirrus sky ${flow.folder} --nside 64 --ordering NESTED --seed 9 --realisation 3 --checkpoint last --step 3 --solver-steps 12 --like ${maps[0].path} --condition latitude=40 --out ${out}`,
    )
    await send()
    await until(() => open.page.emitted('close'))
    expect(asked('skies.draw')).toEqual([
      {
        ...{ runId: flow.id, checkpoint: 'last', nside: 64, ordering: 'NESTED', seed: 9, realisation: 3, step: 3 },
        ...{ solverSteps: 12, given: { latitude: 40 }, like: { mapId: maps[0].id, column: null }, out },
      },
    ])
    expect(useNotices().items.at(-1)!.text).toContain('Draw sky 3 of')
  })

  it('leaves out what is as usual', async () => {
    await show()
    await until(() => preview().exists())
    expect(asked('skies.preview').at(-1)).toMatchObject({ step: null, solverSteps: 24, given: {} })
    expect(command()).not.toMatch(/--step|--solver-steps|--ordering/)
  })
})

describe('the level and contrast of patches', () => {
  it('may be the same everywhere, with both numbers', async () => {
    await show()
    await select('Level and contrast of patches', 'same')
    await until(() => labels().includes('std'))
    expect(drawButton().disabled).toBe(true)
    expect(field('mean').find('.range').text()).toBe('needed')
    await type('mean', 1.5)
    await type('std', 0)
    expect(field('std').find('.range').text()).toBe('above 0')
    await type('std', 0.25)
    await until(() => !drawButton().disabled)
    expect(command()).toContain('--mean 1.5 --std 0.25')
    expect(command()).not.toContain('--like')
  })

  it('may be none, if the flow is not told them', async () => {
    await show(['std', 'latitude'])
    await select('Level and contrast of patches', 'nowhere')
    await until(() => field('std').find('.range').text() === 'needed')
    expect([drawButton().disabled, preview().exists()]).toEqual([true, false])
    expect(field('latitude').find('input').attributes('placeholder')).toBe('of the place')
    await select('Level and contrast of patches', 'map')
    await until(() => field('std').find('input').attributes('placeholder') === 'of the map')
    expect(drawButton().disabled).toBe(false)
  })

  it('are nobody’s choice if the dataset was standardised as a whole', async () => {
    const [dataset] = datasets
    const recipe = datasetRecipeSchema.parse({ size: 64, standardisation: 'dataset' })
    await show([], { 'datasets.list': () => [{ ...dataset, recipe }] })
    expect(labels()).not.toContain('Level and contrast of patches')
    expect(command()).not.toContain('--like')
  })
})

describe('a refusal', () => {
  it.each([
    ['nside', 'nside'],
    ['step', 'Distance of patches'],
    ['like.column', 'Map'],
    ['out', 'File of the new map'],
  ])('of %s stands at its field', async (name, label) => {
    await show([], {
      'skies.preview': () => {
        throw new CirrusError('refused', 'So it is not possible.', undefined, { field: name })
      },
    })
    await until(() => field(label).find('.wrong').exists())
    expect(field(label).find('.wrong').text()).toBe('So it is not possible.')
    expect(body.text()).not.toContain('This map can’t be made')
    expect(preview().exists()).toBe(false)
  })

  it('of the run is said below the form, which stays open', async () => {
    await show([], {
      'skies.draw': () => {
        throw new CirrusError('conflict', 'The run has no checkpoint yet.', undefined, { field: 'runId' })
      },
    })
    await send()
    await until(() => body.text().includes('This map can’t be made'))
    expect(body.text()).toContain('The run has no checkpoint yet.')
    expect(open.page.emitted('close')).toBeUndefined()
  })
})
