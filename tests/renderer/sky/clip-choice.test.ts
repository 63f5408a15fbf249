import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import ClipChoice from '../../../src-renderer/sky/ClipChoice.vue'
import { clipOf, clipPercentages } from '../../../src-renderer/sky/clip.ts'

/** A thousand pixels, evenly spread from -100 to 100. */
const even = {
  edges: Array.from({ length: 101 }, (_, i) => -100 + 2 * i),
  counts: new Array<number>(100).fill(10),
  missing: 0,
}
const choice = (cuts: readonly [number, number] | null, centred = false, distribution: typeof even | null = even) =>
  mount(ClipChoice, { props: { cuts, centred, distribution } as never })

describe('cuts by percentages', () => {
  it('leave equally many pixels below and above', () => {
    const [low, high] = clipOf(even, 90, false)
    expect([low, high]).toEqual([expect.closeTo(-90, 6), expect.closeTo(90, 6)])
    expect(clipOf(even, 100, false)).toEqual([-100, 100])
  })

  it('are equally far from zero with centred colours', () => {
    const skewed = { ...even, counts: even.counts.map((_, i) => (i < 50 ? 0 : 10)) }
    const [low, high] = clipOf(skewed, 90, true)
    expect(low).toBe(-high)
    expect(high).toBeCloseTo(90, 6)
  })

  it('are the range of pixels that are all the same', () => {
    const single = { edges: [0, 1, 2, 3], counts: [0, 7, 0], missing: 0 }
    const [low, high] = clipOf(single, 100, false)
    expect(low).toBeLessThan(high)
  })
})

describe('the choice of a clip', () => {
  it('sets the cuts, or the default ones', async () => {
    const page = choice(null)
    const select = page.find('select')
    expect(select.element.value).toBe('default')
    await select.setValue('99')
    expect(page.emitted('update:cuts')).toEqual([[clipOf(even, 99, false)]])
    await page.setProps({ cuts: clipOf(even, 99, false) } as never)
    expect(select.element.value).toBe('99')
    await select.setValue('default')
    expect(page.emitted('update:cuts')!.at(-1)).toEqual([null])
  })

  it('recognises its own cuts, and calls others own', () => {
    expect(choice(clipOf(even, 95, true), true).find('select').element.value).toBe('95')
    const own = choice([-3, 4])
    expect(own.find('select').element.value).toBe('typed')
    expect(own.findAll('option').map((one) => one.text())).toEqual([
      'default',
      ...clipPercentages.map((percentage) => (percentage === 100 ? 'min to max' : `${percentage} %`)),
      'own',
    ])
  })

  it('waits for the pixels to be counted', () => {
    expect(choice(null, false, null).find('select').attributes('disabled')).toBeDefined()
  })
})
