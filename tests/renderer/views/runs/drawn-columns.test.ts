import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import AgainstChoice from '../../../../src-renderer/views/runs/charts/AgainstChoice.vue'
import ColumnChoice from '../../../../src-renderer/views/runs/charts/ColumnChoice.vue'
import { axisOf, columnCurve, timeAxis } from '../../../../src-renderer/views/runs/charts/curves.ts'
import { drawnColumn, drawnColumns } from '../../../../src-renderer/views/runs/charts/drawn-columns.ts'
import { latentKlSeries } from '../../../../src-renderer/views/runs/charts/latent-kl.ts'
import SmoothingChoice from '../../../../src-renderer/views/runs/charts/SmoothingChoice.vue'
import type { ArchitectureName } from '../../../../src-shared/model/configuration.ts'
import { metricsOf } from '../../fake/records.ts'

describe('the quantities of curves', () => {
  it('are columns of the metrics, without duplicates', () => {
    const row = metricsOf(1, 5)[4]
    for (const { column } of drawnColumns(['paper'])) expect(row).toHaveProperty(column)
    const columns = drawnColumns(['paper', 'flow']).map(({ column }) => column)
    expect(new Set(columns).size).toBe(columns.length)
  })
  it('draw validation in bold, test as dots and training thin, in nats', () => {
    const looks = ['validationKl', 'testKl', 'trainKl'].map((name) => {
      const { bold, dotted, y } = drawnColumn(name, ['spatial'])
      return [bold, dotted, y.unit]
    })
    expect(looks).toEqual([
      [true, false, 'nat'],
      [false, true, 'nat'],
      [false, false, 'nat'],
    ])
  })
  it('default to the validation loss if a remembered name is unknown', () => {
    expect(drawnColumn('perplexity', ['paper']).column).toBe('validationLoss')
  })
  it('of flows have no terms and their loss no unit; of both kinds of runs it is a loss', () => {
    const named = (architectures: ArchitectureName[]) =>
      drawnColumns(architectures)
        .filter(({ group }) => group === 'validation')
        .map(({ y }) => [y.name, y.unit])
    expect(named(['flow', 'flow'])).toEqual([['validation velocity error', undefined]])
    expect(named(['flow', 'paper'])).toEqual([
      ['validation loss', undefined],
      ['validation reconstruction', 'nat'],
      ['validation KL', 'nat'],
    ])
    expect(drawnColumn('validationKl', ['flow']).column).toBe('validationLoss')
  })
  it('of flows from coarse to fine are their octaves’ errors too, as many as one of them has', () => {
    const named = drawnColumns(['flow'], 2).flatMap(({ group, name }) => (group === 'train' ? [name] : []))
    expect(named).toEqual(['velocity error', 'coarsest picture', 'octave 1', 'octave 2'])
    expect(drawnColumn('validationOctave2', ['flow', 'paper'], 2).y).toEqual({ name: 'validation octave 2' })
    expect(drawnColumn('validationOctave2', ['flow'], 1).column).toBe('validationLoss')
    const page = mount(ColumnChoice, { props: { modelValue: 'testOctave1', architectures: ['flow'], octaves: 1 } })
    expect(page.find('select').element.value).toBe('testOctave1')
  })
  it('are grouped by split; those of the training have plain names', async () => {
    const page = mount(ColumnChoice, { props: { modelValue: 'unknown', architectures: ['paper'] } })
    expect(page.findAll('optgroup').map((group) => group.attributes('label'))).toEqual([
      'validation',
      'train',
      'test',
      'training',
    ])
    expect(page.find('select').element.value).toBe('validationLoss')
    expect(page.find('option[value=gradientNorm]').text()).toBe('Gradient norm')
    expect(page.find('option[value=testKl]').text()).toBe('test KL')
    await page.find('select').setValue('gradientNorm')
    expect(page.emitted('update:modelValue')).toEqual([['gradientNorm']])
  })
})

describe('a curve', () => {
  const options = { name: 'a', column: 'trainLoss', against: 'epoch', seconds: 1, colour: 0 } as const
  it('of one epoch is one point', () => {
    const { x, y } = columnCurve(metricsOf(1, 1), options)
    expect([x.length, y.length, x[0]]).toEqual([1, 1, 1])
  })
  it('of no epoch is empty', () => expect(columnCurve([], options)).toMatchObject({ x: [], y: [] }))
  it('keeps NaN and infinite losses in place, for gaps in the chart', () => {
    const rows = metricsOf(1, 4)
    const broken = rows.map((row, i) => ({ ...row, trainLoss: [1, NaN, Infinity, 4][i] }))
    expect(columnCurve(broken, options).y).toEqual([1, NaN, Infinity, 4])
  })
  it('over steps has no x values if the steps per epoch are unknown', () => {
    const { x } = columnCurve(metricsOf(1, 2), { ...options, against: 'step' })
    expect(x).toEqual([NaN, NaN])
    expect(columnCurve(metricsOf(1, 2), { ...options, against: 'step', steps: 172 }).x).toEqual([172, 344])
  })
  it('has its time in minutes from 180 s, in hours from 3 h', () => {
    expect([179, 180, 10_799, 10_800].map((elapsed) => timeAxis(elapsed).unit)).toEqual(['s', 'min', 'min', 'h'])
    expect(axisOf('time', [])).toMatchObject({ unit: 's' })
    expect(axisOf('time', [[]])).toMatchObject({ unit: 's' })
  })
})

describe('the KL of latents', () => {
  it('of none is an empty curve', () => expect(latentKlSeries(new Float32Array())[0].x).toHaveLength(0))
  it('of one is one point on a line from 1 to 1', () => {
    const [curve, line] = latentKlSeries(Float32Array.of(2))
    expect([curve.y[0], line.x[0], line.x[1]]).toEqual([2, 1, 1])
  })
})

describe('the controls of a chart of runs', () => {
  it('include the axis: epoch, step or time', async () => {
    const page = mount(AgainstChoice, { props: { modelValue: 'epoch' } })
    expect(page.find('[aria-pressed=true]').text()).toBe('epoch')
    await page.findAll('button')[2].trigger('click')
    expect(page.emitted('update:modelValue')).toEqual([['time']])
  })
  it('include smoothing from 0 to 0.99, with two decimals', async () => {
    const page = mount(SmoothingChoice, { props: { modelValue: 0.6 } })
    expect(page.find('.number').text()).toBe('0.60')
    await page.find('input').setValue('0.99')
    expect(page.emitted('update:modelValue')).toEqual([[0.99]])
  })
})
