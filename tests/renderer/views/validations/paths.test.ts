import { afterEach, describe, expect, it } from 'vitest'
import { interpolationAddress, walkAddress } from '../../../../src-preload/contract/index.ts'
import PictureFigure from '../../../../src-renderer/components/PictureFigure.vue'
import InterpolationsView from '../../../../src-renderer/views/validations/page/InterpolationsView.vue'
import { runs } from '../../fake/run-records.ts'
import { button, commands, press } from '../mount-page.ts'
import { until } from '../../window.ts'
import { byError, measuredOf, showView } from './view-stage.ts'
import type { Shown } from './view-stage.ts'

let shown: Shown
afterEach(() => shown.close())
const measured = measuredOf()
const { runId } = measured.validation
const [first] = measured.patches
const last = measured.patches.at(-1)!
const show = async (stage: Parameters<typeof showView>[1] = {}) => {
  shown = await showView(InterpolationsView, { measured, ...stage })
  await until(() => shown.page.findAllComponents(PictureFigure).length > 12)
  return shown.page
}
const section = (label: string) => shown.page.find(`section[aria-label="${label}"]`)
const captions = (label: string) =>
  section(label)
    .findAll('figcaption')
    .map((caption) => caption.text())
const between = (from: number, to: number, steps = 10) =>
  interpolationAddress(runId, { checkpoint: 'best', from, to, steps })

describe('paths of a run on Q and U', () => {
  it('show the measured channel first, and the other on request', async () => {
    const config = { ...measured.validation.config, channel: 'U' as const }
    const twoChannels = () => runs.map((run) => ({ ...run, config: { ...run.config, channels: 2 } }))
    const host = { answers: { 'runs.list': twoChannels } }
    await show({ measured: { ...measured, validation: { ...measured.validation, config } }, host })
    await until(() => section('Interpolation').find('[aria-label="Channel"]').exists())
    const path = { checkpoint: 'best', from: first.index, to: last.index, steps: 10 } as const
    await until(() => shown.fetched.includes(interpolationAddress(runId, path, 1)))
    const choice = section('Interpolation').find('[aria-label="Channel"]')
    expect(choice.findAll('button').map((button) => button.text())).toEqual(['Q', 'U'])
    await choice.findAll('button')[0].trigger('click')
    await until(() => shown.fetched.includes(interpolationAddress(runId, path)))
    expect(section('Latent walk').find('[aria-label="Channel"] [aria-pressed="true"]').text()).toBe('U')
  })
})

describe('an interpolation', () => {
  it('goes from the first validated patch to the last in ten steps, each labelled with λ', async () => {
    await show()
    expect(shown.fetched).toContain(between(first.index, last.index))
    const words = captions('Interpolation')
    expect(words).toHaveLength(12)
    // Eleven intervals: the second picture is at 1 / 11.
    expect([words[0], words[1], words[11]]).toEqual([`patch ${first.index}`, 'λ = 0.09', `patch ${last.index}`])
  })

  it('starts at the selected patch, also when it changes', async () => {
    const [worst, second] = byError(measured)
    await show({ selected: worst })
    expect(shown.fetched).toContain(between(worst, last.index))
    shown.linked.selected.value = second
    await until(() => shown.fetched.includes(between(second, last.index)))
    shown.linked.selected.value = 12_345
    expect(section('Interpolation').find('select').element.value).toBe(String(second))
  })

  it('of a validation with a prior goes through its noise, unless N(0, 1) is chosen', async () => {
    const config = { ...measured.validation.config, prior: 'flow' }
    await show({ measured: { ...measured, validation: { ...measured.validation, config } } })
    const path = { checkpoint: 'best', from: first.index, to: last.index, steps: 10 } as const
    expect(shown.fetched).toContain(interpolationAddress(runId, { ...path, prior: 'flow' }))
    const prior = () => section('Interpolation').find<HTMLSelectElement>('[aria-label="Prior of the interpolation"]')
    await until(() => prior().findAll('option').length === 4)
    expect(prior().element.selectedIndex).toBe(1)
    expect(commands(shown.page)[0]).toContain('--prior flow')
    await prior().findAll('option')[0].setValue()
    await until(() => shown.fetched.includes(interpolationAddress(runId, path)))
    expect(commands(shown.page)[0]).not.toContain('--prior')
  })

  it('can end at the selected patch, and be reversed', async () => {
    const page = await show()
    expect(button(page, 'End at the selected patch')!.element.disabled).toBe(true)
    const [worst] = byError(measured)
    shown.linked.selected.value = worst
    await until(() => !button(page, 'End at the selected patch')!.element.disabled)
    await section('Interpolation').find('select[aria-label="From"]').setValue(String(first.index))
    await press(page, 'End at the selected patch')
    await until(() => shown.fetched.includes(between(first.index, worst)))
    await section('Interpolation').find('button[aria-label="Swap"]').trigger('click')
    await until(() => shown.fetched.includes(between(worst, first.index)))
    expect(commands(page)[0]).toContain(`--from ${worst} --to ${first.index} --steps 10`)
  })

  it.each(['0', '61', '2.5', ''])('with "%s" steps is not requested, and has no command', async (steps) => {
    const page = await show()
    const before = shown.fetched.length
    await section('Interpolation').find('input[type="number"]').setValue(steps)
    expect(commands(page)).toEqual([])
    expect(section('Interpolation').find('.wrong').text()).not.toBe('')
    expect(shown.fetched).toHaveLength(before)
    await section('Interpolation').find('input[type="number"]').setValue('1')
    await until(() => captions('Interpolation').length === 3)
    expect(captions('Interpolation')[1]).toBe('λ = 0.50')
  })

  it('says why if it fails, and keeps the previous one', async () => {
    await show({
      host: { resource: (address) => (address.includes('steps=3') ? 'The engine was lost.' : undefined) },
    })
    await section('Interpolation').find('input[type="number"]').setValue('3')
    await until(() => section('Interpolation').text().includes('The engine was lost.'))
    expect(captions('Interpolation')).toHaveLength(12)
  })

  it('is in the map’s unit on request, as its command says, each picture on its own scale; a walk is not', async () => {
    // Each picture of an interpolation is twice as bright as the one before.
    const steep = (address: string) =>
      address.includes('/interpolation')
        ? Float32Array.from({ length: 12 * 64 ** 2 }, (_, i) => 2 ** Math.floor(i / 64 ** 2) * (1 + (i % 64)))
        : undefined
    const page = await show({ unit: 'map', host: { resource: steep } })
    const path = { checkpoint: 'best', from: first.index, to: last.index, steps: 10, unit: 'map' } as const
    expect(shown.fetched).toContain(interpolationAddress(runId, path))
    expect(commands(page)[0]).toContain('--unit map')
    const figures = page.findAllComponents(PictureFigure)
    const tops = figures.slice(0, 12).map((figure) => figure.props('scale').range[1])
    tops.slice(1).forEach((top, i) => expect(top / tops[i]).toBeCloseTo(2, 5))
    expect(figures[0].props('unit')).toBe(measured.validation.unit)
    expect(figures.at(-1)!.props('unit')).toBe('std')
    expect(page.text()).toContain('A walk along a latent has no map unit')
  })
})

describe('a walk along a latent', () => {
  it('follows the one with the most information, from -3 to 3', async () => {
    await show()
    const { kl } = measured.results.latents
    const most = kl.indexOf(Math.max(...kl))
    const way = { checkpoint: 'best', patch: first.index, latent: most, reach: 3, steps: 13 } as const
    expect(shown.fetched).toContain(walkAddress(runId, way))
    const words = captions('Latent walk')
    expect([words.length, words[0], words[6], words[12]]).toEqual([13, 'z = −3.0', 'z = 0.0', 'z = 3.0'])
  })

  it('offers all latents, by decreasing information', async () => {
    await show()
    const options = section('Latent walk').findAll('option')
    const informations = options.map((option) => measured.results.latents.kl[Number(option.attributes('value'))])
    expect(options).toHaveLength(32)
    expect(informations).toEqual(informations.toSorted((a, b) => b - a))
    await section('Latent walk').find('select').setValue(options[31].attributes('value'))
    await until(() => shown.fetched.at(-1)!.includes(`latent=${options[31].attributes('value')}`))
  })

  it('starts at the selected patch', async () => {
    const [worst] = byError(measured)
    await show({ selected: worst })
    expect(section('Latent walk').find('h2').text()).toBe(`Along one latent of patch ${worst}`)
  })
})

describe('a strip of pictures', () => {
  const slider = () => section('Latent walk').find<HTMLInputElement>('input[type="range"]')
  const large = () => section('Latent walk').find('.large [role="img"]').attributes('aria-label')

  it('enlarges the one under the cursor, or at the slider', async () => {
    await show()
    await section('Latent walk').findAll('figure')[4].trigger('pointerenter')
    expect(large()).toBe('Latent walk, z = −1.0')
    expect(slider().element.value).toBe('4')
    await slider().setValue('12')
    expect(large()).toBe('Latent walk, z = 3.0')
    expect(section('Latent walk').findAll('.here')).toHaveLength(1)
  })

  it('shares one scale, so that pictures are comparable', async () => {
    await show()
    const strips = shown.page.findAllComponents(PictureFigure).filter((one) => one.props('caption').startsWith('z ='))
    expect(strips.every((one) => one.props('scale').range[1] === strips[0].props('scale').range[1])).toBe(true)
  })

  it('plays until it is stopped', async () => {
    await show()
    const play = section('Latent walk').find('.play button')
    await play.trigger('click')
    expect([play.text(), play.attributes('aria-pressed')]).toEqual(['Stop', 'true'])
    await until(() => slider().element.value === '1')
    await play.trigger('click')
    expect(play.text()).toBe('Play')
  })
})
