import { describe, expect, it } from 'vitest'
import { useLockedSkies } from '../../../src-renderer/sky/use-locked-skies.ts'
import { tangentScreen } from './tangent-screen.ts'

const pair = () => [tangentScreen({ lon: 10, lat: 0, fov: 20 }), tangentScreen({ lon: 200, lat: 50, fov: 5 })] as const
const seen = (screen: ReturnType<typeof tangentScreen>) => ({ ...screen.centre(), fov: screen.fov() })

describe('two locked views of the sky', () => {
  it('show the same centre and field: the second one follows when it opens', () => {
    const [a, b] = pair()
    useLockedSkies(() => [a, b]).moved()
    expect(seen(b)).toEqual({ lon: 10, lat: 0, fov: 20 })
    expect(a.goTo).not.toHaveBeenCalled()
  })

  it('are led by the one that was touched last', () => {
    const [a, b] = pair()
    const { lead, moved } = useLockedSkies(() => [a, b])
    lead(1)
    moved()
    expect(seen(a)).toEqual({ lon: 200, lat: 50, fov: 5 })
    lead(0)
    a.goTo({ lon: 30, lat: -5 })
    moved()
    expect(seen(b)).toEqual({ lon: 30, lat: -5, fov: 5 })
  })

  it('do not pull a dragged view back: a follower one frame behind is moved up instead', () => {
    const [a, b] = pair()
    const { lead, moved } = useLockedSkies(() => [a, b])
    lead(0)
    for (let step = 1; step <= 5; step++) {
      a.goTo({ lon: 10 + step, lat: 0 })
      // The follower reports first that it reached the place of the frame before.
      moved()
      moved()
    }
    expect([a.centre().lon, b.centre().lon]).toEqual([15, 15])
    expect(a.goTo).toHaveBeenCalledTimes(5)
  })

  it('do not move each other for less than a pixel', () => {
    const [a, b] = [tangentScreen({ lon: 10, lat: 0, fov: 20 }), tangentScreen({ lon: 10.001, lat: 0, fov: 20.001 })]
    useLockedSkies(() => [a, b]).moved()
    expect([b.goTo, b.setFov].map(({ mock }) => mock.calls.length)).toEqual([0, 0])
  })

  it('show the whole sky together', () => {
    const [a, b] = [tangentScreen({ lon: 0, lat: 0, fov: 360 }), tangentScreen({ lon: 10, lat: 0, fov: 20 })]
    useLockedSkies(() => [a, b]).moved()
    expect(b.wholeSky).toHaveBeenCalledOnce()
    expect(b.goTo).not.toHaveBeenCalled()
  })

  it('leave a single view alone, and one that is not open yet', () => {
    const [a] = pair()
    const { lead, moved } = useLockedSkies(() => [a, null])
    lead(1)
    moved()
    expect(a.goTo).not.toHaveBeenCalled()
    expect(() => useLockedSkies(() => [null, undefined]).moved()).not.toThrow()
  })
})
