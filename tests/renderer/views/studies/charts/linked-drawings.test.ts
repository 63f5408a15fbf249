// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest'
import { CirrusError } from '../../../../../src-preload/rpc/errors.ts'
import AxisBrush from '../../../../../src-renderer/views/studies/charts/AxisBrush.vue'
import { until } from '../../../window.ts'
import { press } from '../../mount-page.ts'
import {
  open,
  show,
  asked,
  figure,
  names,
  drawn,
  plot,
  rows,
  table,
  numbers,
  opened,
  placeOf,
  click,
  highlighted,
} from '../page/study-window.ts'

describe('trials highlighted in all charts together', () => {
  it('include the one under the cursor', async () => {
    await show()
    await plot('History').trigger('pointermove', placeOf('History', 3))
    expect(highlighted()).toBe(3)
    await plot('History').trigger('pointerleave')
    expect(highlighted()).toBeNull()
    await rows()[0].trigger('pointerenter')
    expect(highlighted()).toBe(14)
    await rows()[0].trigger('pointerleave')
    expect(highlighted()).toBeNull()
  })

  it('include the clicked one, which is in the address', async () => {
    await show()
    await click('History', 4)
    await opened(4)
    expect(figure('Timeline').find('canvas.back').exists()).toBe(true)
    await click('Timeline', 6)
    await opened(6)
    await rows()[0].trigger('click')
    await opened(14)
  })

  it('include the one in the address', async () => {
    await show('?trial=7')
    await opened(7)
  })

  it('are several with Ctrl or a lasso, and none after a click on empty space', async () => {
    const page = await show()
    await click('History', 4)
    await click('History', 6, { ctrlKey: true })
    await until(() => numbers().length === 2)
    expect(numbers().sort((a, b) => a - b)).toEqual([4, 6])
    await click('History', 4, { ctrlKey: true })
    await opened(6)
    const around = [
      [0, 0],
      [600, 0],
      [600, 300],
      [0, 300],
    ].map(([clientX, clientY]) => ({ clientX, clientY, button: 0 }))
    await plot('History').trigger('pointerdown', around[0])
    for (const at of around.slice(1)) await plot('History').trigger('pointermove', at)
    await plot('History').trigger('pointerup', around[3])
    await until(() => page.text().includes('Clear 14 selected'))
    await plot('History').trigger('pointerdown', around[0])
    await plot('History').trigger('pointerup', around[0])
    await until(() => !page.text().includes(' selected'))
  })

  it('are those within the brushes, which the table then lists alone', async () => {
    const page = await show()
    const brushes = page.findAllComponents(AxisBrush)
    expect(brushes.map((one) => one.props('scale').axis.name)).toEqual([
      'learning rate',
      'latent dimension',
      'kernel',
      'batch size',
      'validation −ELBO per patch',
    ])
    brushes[2].vm.$emit('brush', [-0.5, 0.5])
    await until(() => page.text().includes('only the'))
    await until(() => numbers().length < 14)
    expect(new Set(table().rows.map(({ trial }) => trial.params.kernel))).toEqual(new Set([3]))
    await page.find('.trials input[type="checkbox"]').setValue(false)
    expect(numbers()).toHaveLength(14)
    await press(page, 'Clear brushes')
    await until(() => !page.text().includes('only the'))
  })

  it('exclude hidden states', async () => {
    const page = await show()
    await press(page, 'complete')
    expect(numbers().sort((a, b) => a - b)).toEqual([5, 8, 13, 14])
    await drawn('History', 4)
    await press(page, 'complete')
    expect(numbers()).toHaveLength(14)
  })
})

describe('brushing an axis', () => {
  const stretch = async (...at: number[]) => {
    await show()
    const axis = open.page.findAllComponents(AxisBrush)[0]
    vi.spyOn(axis.element, 'getBoundingClientRect').mockReturnValue({ top: 0, height: 100 } as DOMRect)
    const [first, ...rest] = at
    await axis.trigger('pointerdown', { clientY: first })
    for (const clientY of rest) await axis.trigger('pointermove', { clientY })
    await axis.trigger('pointerup')
    return axis
  }
  it('runs from the press to the pointer, on the scale of the axis', async () => {
    const axis = await stretch(50, 60, 75)
    const [low, high] = axis.props('stretch')!
    // The range is 10^-5.12 to 10^-1.88; fractions 0.25 and 0.5 of it.
    expect(Math.log10(low)).toBeCloseTo(-5.12 + 0.25 * 3.24, 8)
    expect(Math.log10(high)).toBeCloseTo(-3.5, 8)
    expect(axis.attributes('aria-label')).toContain('learning rate: ')
  })
  it('moves a dragged brush within the axis, and clears it on double click', async () => {
    const axis = await stretch(50, 75)
    await axis.trigger('pointerdown', { clientY: 60 })
    await axis.trigger('pointermove', { clientY: 160 })
    await axis.trigger('pointerup')
    const [low, high] = axis.props('stretch')!.map(Math.log10)
    expect(low).toBeCloseTo(-5.12, 8)
    expect(high).toBeCloseTo(-5.12 + 0.25 * 3.24, 8)
    await axis.trigger('dblclick')
    expect(axis.props('stretch')).toBeNull()
  })
})

describe('the charts', () => {
  it('can draw only the best k in parallel coordinates', async () => {
    const page = await show('', 'paper-search')
    await drawn('Parallel coordinates', 100)
    await page.find('[aria-label="Trials shown"]').setValue('10')
    await drawn('Parallel coordinates', 10)
    await drawn('History', 100)
  })

  it('can use a logarithmic scale for values', async () => {
    const page = await show()
    await page.findAll('[aria-label="Scale of the value"] button')[1].trigger('click')
    const [first, second, third] = table()
      .rows.filter(({ trial }) => trial.state === 'complete' && trial.value !== null)
      .map(({ id, trial }) => [placeOf('History', id).clientY, Math.log(trial.value!)])
    // Positions are logarithmic: for three trials, the ratio of distances is the same in both.
    const ratio = (part: number) => (first[part] - second[part]) / (second[part] - third[part])
    expect(ratio(0)).toBeCloseTo(ratio(1), 9)
  })

  it('show the importance of each parameter, most important first', async () => {
    const page = await show()
    await until(() => page.find('table[aria-label="Importance of the parameters"]').exists())
    const cells = page.findAll('table[aria-label="Importance of the parameters"] tr').map((row) => row.text())
    expect(cells[0]).toMatch(/^learning rate.*0\.55.*0\.62/)
    expect(cells).toHaveLength(4)
  })

  it('say if there are too few trials for a model', async () => {
    const page = await show('?view=model', 'one-parameter')
    await until(() => page.text().includes('Too few trials'))
    expect(page.text()).toContain('The model needs two parameters')
  })

  it('request the model over two parameters, swap them, and show mean beside uncertainty', async () => {
    const page = await show('?view=model')
    await until(() => names().includes('Uncertainty'))
    expect(names().slice(0, 2)).toEqual(['Expected value', 'Uncertainty'])
    expect(asked('studies.model')).toEqual([{ id: 'demo-search', x: 'learningRate', y: 'latentDimension', size: 40 }])
    await page.find('[aria-label="horizontal parameter"]').setValue('latentDimension')
    await until(() => asked('studies.model').length === 2)
    expect(asked('studies.model')[1]).toMatchObject({ x: 'latentDimension', y: 'learningRate' })
    await until(() => page.findAll('.contours .bar').length === 2)
    expect(page.findAll('.contours .bar').map((bar) => bar.attributes('aria-label'))).toEqual([
      expect.stringMatching(/nat$/),
      expect.stringMatching(/nat$/),
    ])
  })

  it('say what the host could not compute, and retry', async () => {
    let broken = true
    const page = await show('?view=model', 'demo-search', {
      answers: {
        'studies.model': () => {
          if (broken) throw new CirrusError('internal', 'The covariance is singular.')
          return null
        },
      },
    })
    await until(() => page.text().includes('The covariance is singular.'))
    broken = false
    await press(page, 'Try again')
    await until(() => page.text().includes('Too few trials for a model'))
  })
})
