import { describe, expect, it } from 'vitest'
import { presets } from '../../../../../src-shared/model/presets.ts'
import { until } from '../../../window.ts'
import { button, press } from '../../mount-page.ts'
import { complete, primary, show } from '../run-page-stage.ts'

const offer = 'Draw a sky…'

describe('a sky is offered on the page of a run', () => {
  it('of a flow, and opens its form', async () => {
    const page = await show(complete, { config: presets.flow })
    expect(primary(page)).toContain(offer)
    await press(page, offer)
    await until(() => document.querySelector('dialog form') !== null)
    expect(document.querySelector('dialog h2')!.textContent).toContain('Draw a sky from')
  })

  it('of a flow that can’t draw one with the reason', async () => {
    const page = await show(complete, { config: { ...presets.flow, channels: 3 } })
    expect(button(page, offer)!.element.disabled).toBe(true)
    expect(button(page, offer)!.attributes('title')).toBe('a sky is drawn of an intensity, not of 3 channels')
  })

  it('of no other model', async () => {
    expect(button(await show(complete), offer)).toBeUndefined()
  })

  it('not before the first checkpoint', async () => {
    const page = await show(
      complete,
      { config: presets.flow, state: 'interrupted', epoch: 0 },
      { 'runs.metrics': () => [] },
    )
    expect(button(page, offer)).toBeUndefined()
  })
})
