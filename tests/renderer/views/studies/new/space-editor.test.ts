import { describe, expect, it } from 'vitest'
import { paperSpace } from '../../../../../src-shared/study/search-space.ts'
import type { SearchParameter } from '../../../../../src-shared/study/search-space.ts'
import { press } from '../../mount-page.ts'
import { open, show, labelled, primary, toMend, begin } from './new-study-form.ts'

describe('the search space of a new study', () => {
  const names = () => open.page.findAll('fieldset legend').map((one) => one.text())
  const begun = async () => (await begin()).space as SearchParameter[]

  it('accepts typed bounds', async () => {
    await show()
    await labelled('learning rate: from').setValue('3e-4')
    await labelled('latent dimension: to').setValue('64')
    expect((await begun()).slice(0, 2)).toEqual([
      { kind: 'float', name: 'learningRate', low: 3e-4, high: 1e-2, log: true },
      { kind: 'int', name: 'latentDimension', low: 16, high: 64, log: true },
    ])
  })
  it('shows an invalid bound, and blocks the start', async () => {
    const page = await show()
    await labelled('latent dimension: from').setValue('600')
    expect(page.find('fieldset.failure').text()).toContain('the lower bound is above the upper one')
    expect(toMend()).toContain('latent dimension: the lower bound is above the upper one')
    await labelled('latent dimension: from').setValue('some')
    expect(page.find('fieldset.failure').text()).toContain('both bounds are needed')
    expect(primary().element.disabled).toBe(true)
  })
  it('can have a step instead of a log scale', async () => {
    await show()
    expect(labelled('latent dimension: step').exists()).toBe(false)
    await open.page.findAll('fieldset')[1].find('input[type="checkbox"]').setValue(false)
    await labelled('latent dimension: step').setValue('16')
    expect((await begun())[1]).toEqual({ kind: 'int', name: 'latentDimension', low: 16, high: 512, step: 16 })
  })
  it('accepts choices separated by /, ordered or not', async () => {
    await show()
    await labelled('kernel: choices').setValue('3 / 5 / 7')
    await open.page.findAll('fieldset')[2].find('input[type="checkbox"]').setValue(false)
    expect((await begun())[2]).toEqual({ kind: 'categorical', name: 'kernel', choices: [3, 5, 7] })
  })
  it('names an invalid choice', async () => {
    const page = await show()
    await labelled('kernel: choices').setValue('3 / 12')
    expect(page.find('fieldset.failure').text()).toContain('12 is not allowed; needed: a whole number, 1 to 9')
  })
  it('adds settings from the catalogue, each with its range', async () => {
    await show()
    await labelled('Add a parameter').setValue('activation')
    await labelled('Add a parameter').setValue('augment')
    expect(names().slice(4)).toEqual(['activation', 'flips and rotations'])
    const ticks = labelled('activation: choices').findAll('input')
    await ticks[5].setValue(false)
    expect((await begun()).slice(4)).toEqual([
      { kind: 'categorical', name: 'activation', choices: ['relu', 'leaky-relu', 'elu', 'gelu', 'silu'] },
      { kind: 'categorical', name: 'augment', choices: [true, false] },
    ])
  })
  it('offers each setting once, and only searchable ones', async () => {
    await show()
    const offered = labelled('Add a parameter')
      .findAll<HTMLOptionElement>('option')
      .map((one) => one.element.value)
    expect(offered).toContain('klWeight')
    for (const name of ['kernel', 'epochs', 'seed', 'likelihoodWidth']) expect(offered).not.toContain(name)
  })
  it('converts a range to choices and back', async () => {
    await show()
    await labelled('kernel: kind').setValue('int')
    expect((await begun())[2]).toEqual({ kind: 'int', name: 'kernel', low: 3, high: 5 })
  })
  it('lets a parameter depend on a preceding one', async () => {
    await show()
    await labelled('batch size: active when').setValue('kernel')
    const ticks = labelled('batch size: when kernel is').findAll('input')
    await ticks[2].setValue(true)
    expect((await begun())[3].when).toEqual({ parameter: 'kernel', values: [3, 5] })
  })
  it('reports a condition that can never hold', async () => {
    const page = await show()
    await labelled('batch size: active when').setValue('kernel')
    await labelled('batch size: when kernel is').findAll('input')[0].setValue(false)
    expect(page.find('fieldset.failure').text()).toContain('give at least one value of "kernel" for which it is active')
  })
  it('drops a condition on a parameter that is removed or moved below', async () => {
    await show()
    await labelled('batch size: active when').setValue('kernel')
    await labelled('batch size: move up').trigger('click')
    expect(names()).toEqual(['learning rate', 'latent dimension', 'batch size', 'kernel'])
    await labelled('kernel: remove').trigger('click')
    expect((await begun()).map(({ name, when }) => [name, when])).toEqual([
      ['learningRate', undefined],
      ['latentDimension', undefined],
      ['batchSize', undefined],
    ])
  })
  it('blocks the start if empty, and offers the paper’s four', async () => {
    const page = await show()
    for (const name of names()) await labelled(`${name}: remove`).trigger('click')
    expect(page.text()).toContain('Add at least one parameter')
    expect(primary().element.disabled).toBe(true)
    await press(page, 'Use the paper’s four')
    expect(await begun()).toEqual(paperSpace)
  })
})
