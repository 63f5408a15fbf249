import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import AxisBrush from '../../../../../src-renderer/views/studies/charts/AxisBrush.vue'
import type { Scale } from '../../../../../src-renderer/views/studies/charts/scales.ts'
import { scale } from '../trial-examples.ts'

const linear = scale('loss', [0, 100], () => NaN)
const decades = scale('rate', [1, 100], () => NaN, true)
const choices: Scale = {
  ...scale('decay', [-0.5, 1.5], () => NaN),
  axis: { name: 'decay', labels: ['none', 'cosine'] },
}

/** An axis of 100 pixels that keeps its brush. */
function axisOf(on: Scale, stretch: readonly [number, number] | null = null) {
  const wrapper = mount(AxisBrush, {
    props: {
      scale: on,
      stretch,
      onBrush: (next: readonly [number, number] | null) => void wrapper.setProps({ stretch: next }),
    },
  })
  vi.spyOn(wrapper.element, 'getBoundingClientRect').mockReturnValue({ top: 0, height: 100 } as DOMRect)
  const drag = async (...at: number[]) => {
    await wrapper.trigger('pointerdown', { clientY: at[0] })
    for (const clientY of at.slice(1)) await wrapper.trigger('pointermove', { clientY })
    await wrapper.trigger('pointerup')
  }
  return { wrapper, drag, now: () => wrapper.props('stretch') }
}

describe('a brush on an axis', () => {
  it('runs from the lower to the higher value, whichever way it is drawn', async () => {
    const down = axisOf(linear)
    await down.drag(20, 70)
    expect(down.now()!.map(Math.round)).toEqual([30, 80])
    const up = axisOf(linear)
    await up.drag(70, 20)
    expect(up.now()!.map(Math.round)).toEqual([30, 80])
  })
  it('is limited to the ends of the axis', async () => {
    const { drag, now } = axisOf(linear)
    await drag(50, -400)
    expect(now()!.map(Math.round)).toEqual([50, 100])
  })
  it('is logarithmic on a logarithmic axis', async () => {
    const { drag, now } = axisOf(decades)
    await drag(50, 0)
    expect(now()![0]).toBeCloseTo(10, 9)
    expect(now()![1]).toBeCloseTo(100, 9)
  })
  it('is not started by a click', async () => {
    const { drag, now, wrapper } = axisOf(linear)
    await drag(50, 50.5)
    expect(now()).toBeNull()
    expect(wrapper.find('.stretch').exists()).toBe(false)
  })
  it('ignores a pointer that is not pressed', async () => {
    const { wrapper, drag, now } = axisOf(linear)
    await wrapper.trigger('pointermove', { clientY: 10 })
    expect(now()).toBeNull()
    await drag(20, 70)
    await wrapper.trigger('pointermove', { clientY: 0 })
    expect(now()!.map(Math.round)).toEqual([30, 80])
  })
  it('keeps its length when it is moved to the top', async () => {
    const { drag, now } = axisOf(linear, [20, 40])
    await drag(70, -100)
    expect(now()!.map(Math.round)).toEqual([80, 100])
  })
  it('is drawn at its position', () => {
    const { wrapper } = axisOf(linear, [25, 75])
    const { bottom, top } = (wrapper.find('.stretch').element as HTMLElement).style
    expect([bottom, top]).toEqual(['25%', '25%'])
  })
  it('is described in words, with names for choices', () => {
    expect(axisOf(linear).wrapper.attributes('aria-label')).toBe('loss: all')
    expect(axisOf(linear, [25, 75]).wrapper.attributes('aria-label')).toBe('loss: 25.0 to 75.0')
    expect(axisOf(choices, [-0.2, 1.3]).wrapper.attributes('aria-label')).toBe('decay: none to cosine')
  })
  it('is cleared by a double click', async () => {
    const { wrapper, now } = axisOf(linear, [25, 75])
    await wrapper.trigger('dblclick')
    expect(now()).toBeNull()
  })
})
