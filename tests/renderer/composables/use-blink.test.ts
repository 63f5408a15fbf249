import { effectScope, nextTick, ref } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useBlink } from '../../../src-renderer/composables/use-blink.ts'

const { happyDOM } = window as never as { happyDOM: { settings: { device: { prefersReducedMotion: string } } } }
const motion = (wanted: 'reduce' | 'no-preference') => {
  happyDOM.settings.device.prefersReducedMotion = wanted
}
beforeEach(() => {
  motion('no-preference')
  vi.useFakeTimers()
})
afterEach(() => {
  motion('no-preference')
  vi.useRealTimers()
})

function blink() {
  const [on, every] = [ref(true), ref(1)]
  const scope = effectScope()
  const told = scope.run(() =>
    useBlink(
      () => on.value,
      () => every.value,
    ),
  )!
  return { on, every, scope, ...told }
}

describe('blinking two skies', () => {
  it('shows the second one by turns, as long as was chosen', async () => {
    const { other, every, scope } = blink()
    const shown = [0, 1, 1, 1].map((seconds) => (vi.advanceTimersByTime(1000 * seconds), other.value))
    expect(shown).toEqual([false, true, false, true])
    every.value = 0.25
    await nextTick()
    vi.advanceTimersByTime(250)
    expect(other.value).toBe(false)
    scope.stop()
    vi.advanceTimersByTime(5000)
    expect(other.value).toBe(false)
  })

  it('stops when the user blinks by hand, and goes on when told to', async () => {
    const { other, playing, flip, scope } = blink()
    flip()
    await nextTick()
    expect([other.value, playing.value]).toEqual([true, false])
    vi.advanceTimersByTime(5000)
    expect(other.value).toBe(true)
    playing.value = true
    await nextTick()
    vi.advanceTimersByTime(1000)
    expect(other.value).toBe(false)
    scope.stop()
  })

  it('begins with the first one', async () => {
    const { other, on, scope } = blink()
    vi.advanceTimersByTime(1000)
    on.value = false
    await nextTick()
    vi.advanceTimersByTime(5000)
    expect(other.value).toBe(false)
    scope.stop()
  })

  it('is by hand alone where motion is unwanted', async () => {
    motion('reduce')
    const { other, byHand, playing, flip, scope } = blink()
    expect([byHand.value, playing.value]).toEqual([true, false])
    vi.advanceTimersByTime(5000)
    expect(other.value).toBe(false)
    flip()
    expect(other.value).toBe(true)
    scope.stop()
  })
})
