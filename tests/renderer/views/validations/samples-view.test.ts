import { afterEach, describe, expect, it } from 'vitest'
import { priorSamplesAddress, validationPicturesAddress } from '../../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import ImageCanvas from '../../../../src-renderer/components/ImageCanvas.vue'
import { useNotices } from '../../../../src-renderer/stores/notices.ts'
import SamplesView from '../../../../src-renderer/views/validations/page/SamplesView.vue'
import { commands, press } from '../mount-page.ts'
import { until } from '../../window.ts'
import { measuredOf, showView } from './view-stage.ts'
import type { Shown } from './view-stage.ts'

let shown: Shown
afterEach(() => shown.close())
const size = 64
const measured = measuredOf()
const { runId } = measured.validation
/** Samples are constant, 5; their neighbours are a ramp from -1 to 1. */
const pictures = (address: string) => {
  const count = Number(new URL(address, 'http://x').searchParams.get('count'))
  return Float32Array.from({ length: count * size ** 2 }, (_, i) =>
    address.includes('nearest') ? (2 * (i % size)) / (size - 1) - 1 : 5,
  )
}
const show = async (stage: Parameters<typeof showView>[1] = {}) => {
  shown = await showView(SamplesView, { measured, host: { resource: pictures }, ...stage })
  await until(() => shown.page.findAll('article').length > 0)
  return shown.page
}
const drawn = () => shown.page.findAllComponents(ImageCanvas)

describe('prior samples', () => {
  it('are each above the nearest training patch, with its distance and number', async () => {
    const page = await show()
    expect(page.findAll('article')).toHaveLength(16)
    expect(
      drawn()
        .map((one) => one.props('label'))
        .slice(0, 2),
    ).toEqual(['Prior sample 1', 'Training patch nearest to sample 1'])
    expect(
      page
        .findAll('article p')
        .map((words) => words.text())
        .slice(0, 2),
    ).toEqual(['0.74 from patch 0', '0.76 from patch 20'])
  })

  it('say how the nearest patch was rotated or flipped', async () => {
    const page = await show()
    expect(
      page
        .findAll('article p')
        .map((words) => words.attributes('title'))
        .slice(0, 4),
    ).toEqual(['', 'rotated 90°, flipped', 'rotated 180°', 'rotated 270°, flipped'])
  })

  it('are drawn on the scale of the training patches, so that a flat one looks flat', async () => {
    await show()
    await until(() => drawn().every((one) => one.props('values')))
    for (const one of drawn()) {
      expect(one.props('range')[0]).toBeCloseTo(-1, 1)
      expect(one.props('range')[1]).toBeCloseTo(1, 1)
    }
  })

  it('show their distances from the training patches, beside those of the patches themselves', async () => {
    const page = await show()
    const words = page.find('.head p').text()
    expect(words).toContain('rotations and flips included')
    expect(words).toMatch(/samples 0\.97.*these patches 0\.95.*smallest 0\.74/s)
  })

  it('mark the pixel under the cursor in all pictures', async () => {
    await show()
    drawn()[0].vm.$emit('update:pixel', { row: 1, column: 2 })
    await until(() => drawn().every((one) => one.props('pixel')?.column === 2))
  })

  it('that cannot be read show a notice, and none is drawn', async () => {
    shown = await showView(SamplesView, {
      measured,
      host: {
        answers: {
          'validations.nearest': () => {
            throw new CirrusError('refused', 'nearest.json: not JSON.')
          },
        },
      },
    })
    await until(() => useNotices().items.some(({ text }) => text === 'nearest.json: not JSON.'))
    expect(shown.page.findAll('article')).toHaveLength(0)
  })
})

describe('new draws', () => {
  it('are 24 from the run’s checkpoint with a seed, with a command and without neighbours', async () => {
    const page = await show()
    await press(page, 'new draws')
    const address = priorSamplesAddress(runId, { checkpoint: 'best', count: 24, seed: 1 })
    await until(() => shown.fetched.includes(address))
    await until(() => page.findAll('article').length === 24)
    expect(page.findAll('article p')).toHaveLength(0)
    expect(commands(page)[0]).toMatch(/^cirrus sample .*--checkpoint best .*--count 24 --seed 1/)
  })

  it('are in the map’s unit on request, as those that were measured are, each on its own scale', async () => {
    const page = await show({ unit: 'map' })
    const kept = validationPicturesAddress(measured.validation.id, 'samples', 0, 16, 'map')
    await until(() => shown.fetched.includes(kept) && drawn().every((one) => one.props('values')))
    expect(drawn()[0].props('unit')).toBe(measured.validation.unit)
    // A flat sample, 5, is no longer on the scale of its neighbour, -1 to 1.
    expect(drawn()[0].props('range')[1]).toBeGreaterThanOrEqual(5)
    expect(drawn()[1].props('range')[1]).toBeLessThanOrEqual(1)
    await press(page, 'new draws')
    const draws = { checkpoint: 'best', count: 24, seed: 1, unit: 'map' } as const
    await until(() => shown.fetched.includes(priorSamplesAddress(runId, draws)))
    expect(commands(page)[0]).toContain('--unit map')
  })

  it('differ with another seed', async () => {
    const page = await show()
    await press(page, 'new draws')
    await page.find('input[type="number"]').setValue(8)
    await until(() => shown.fetched.includes(priorSamplesAddress(runId, { checkpoint: 'best', count: 24, seed: 8 })))
    expect(commands(page)[0]).toContain('--seed 8')
  })

  it('are from a prior of the run if asked, as the command says; those that were measured stay as they were', async () => {
    const page = await show()
    await press(page, 'new draws')
    const prior = () => page.find<HTMLSelectElement>('[aria-label="Prior of new draws"]')
    await until(() => prior().findAll('option').length === 4)
    await prior().setValue('flow')
    const draws = { checkpoint: 'best', count: 24, seed: 1, prior: 'flow' } as const
    await until(() => shown.fetched.includes(priorSamplesAddress(runId, draws)))
    expect(commands(page)[0]).toContain('--seed 1 --prior flow')
    await press(page, 'with nearest training patch')
    expect(commands(page)[0]).not.toContain('--prior')
  })

  it('have their own scale', async () => {
    const page = await show()
    await press(page, 'new draws')
    await until(() => page.findAll('article').length === 24)
    const [low, high] = drawn()[0].props('range')
    expect([low <= 5, high >= 5, low > 1]).toEqual([true, true, true])
  })

  it('say how often a classifier tells them from patches, if one was trained', async () => {
    const page = await show()
    await press(page, 'against the sky')
    await until(() => page.text().includes('71.0 % (66.0 to 76.0) of 600 cases'))
    shown.close()
    const without = { ...measured, results: { ...measured.results, classifier: null } }
    await press(await show({ measured: without }), 'against the sky')
    expect(shown.page.text()).not.toContain('A classifier tells')
  })

  it('that fail say why beside the controls', async () => {
    const page = await show({
      host: { resource: (address) => (address.includes('prior-samples') ? 'The engine was lost.' : pictures(address)) },
    })
    await press(page, 'new draws')
    await until(() => page.find('.head').text().includes('The engine was lost.'))
  })
})
