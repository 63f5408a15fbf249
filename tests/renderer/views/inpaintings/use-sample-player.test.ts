// @vitest-environment happy-dom
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSamplePlayer } from '../../../../src-renderer/views/inpaintings/page/use-sample-player.ts'

let scope: EffectScope
beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})
const played = (...counts: number[]) => {
  const known = ref(counts)
  return { known, player: scope.run(() => useSamplePlayer(() => known.value))! }
}

describe('the player of samples', () => {
  it('fetches the first alone until others are asked for, then shows one after another', async () => {
    const { player } = played(3, 0)
    expect(player.fetched.value).toEqual([0])
    player.toggle()
    await nextTick()
    vi.advanceTimersByTime(250)
    expect([player.at.value, player.fetched.value]).toEqual([1, [0, 1, 2]])
    vi.advanceTimersByTime(500)
    expect(player.at.value).toBe(0)
    player.toggle()
    await nextTick()
    vi.advanceTimersByTime(1000)
    expect(player.at.value).toBe(0)
  })

  it('begins again with estimates that have fewer', () => {
    const { player } = played(8, 3)
    player.show(4)
    expect([player.of(8), player.of(3), player.of(0)]).toEqual([4, 1, 0])
  })

  it('has no more than 64, and returns to the first when there are fewer', async () => {
    const { player, known } = played(1000)
    expect(player.count.value).toBe(64)
    player.show(40)
    known.value = [8]
    await nextTick()
    expect(player.at.value).toBe(0)
  })

  it('does not play one sample, or after its page is left', async () => {
    const { player } = played(1)
    player.toggle()
    expect(player.playing.value).toBe(false)
    const other = played(5).player
    other.toggle()
    await nextTick()
    scope.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
