import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, shallowRef } from 'vue'
import type { SkyScreen } from '../../../src-renderer/sky/sky-screen.ts'
import { useCurtain } from '../../../src-renderer/sky/use-curtain.ts'
import { tangentScreen } from './tangent-screen.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function stage(moves = true) {
  const sky = { ...tangentScreen({ lon: 0, lat: 0, fov: 20 }), moves }
  const [screen, coming, scope] = [shallowRef<SkyScreen | null>(null), ref(true), effectScope()]
  scope.run(() => useCurtain(screen, coming))
  const seen = () => sky.element.style.visibility !== 'hidden'
  return { sky, screen, coming, scope, seen }
}

describe('a sky whose tiles have not come', () => {
  it('is hidden until the first one is drawn, and again for another map', async () => {
    const { sky, screen, coming, seen, scope } = stage()
    screen.value = sky
    await nextTick()
    expect(seen()).toBe(false)
    coming.value = false
    await nextTick()
    expect(seen()).toBe(false)
    vi.advanceTimersByTime(200)
    expect(seen()).toBe(true)
    coming.value = true
    await nextTick()
    expect(seen()).toBe(false)
    scope.stop()
  })

  it('is shown to the next view that uses its screen', async () => {
    const { sky, screen, seen, scope } = stage()
    screen.value = sky
    await nextTick()
    scope.stop()
    expect(seen()).toBe(true)
  })

  it('is seen if it is a still picture', async () => {
    const { sky, screen, seen, scope } = stage(false)
    screen.value = sky
    await nextTick()
    expect(seen()).toBe(true)
    scope.stop()
  })
})
