import { describe, expect, it } from 'vitest'
import { cutSetup } from '../../../src-main/sky/patches/cut-patches.ts'
import { cuttingSeconds, timeCut } from '../../../src-main/sky/patches/time-cut.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'

const map: HealpixMap = {
  ...{ nside: 8, ordering: 'RING', frame: 'G' },
  values: Float32Array.from({ length: 768 }, (_, i) => 2 + Math.sin(i)),
}
const centres = [
  { lon: 0, lat: 40 },
  { lon: 120, lat: -70 },
]

describe('the time that cutting takes', () => {
  it('is start-up, and the time of a patch for each of them on each processor', () => {
    const time = { patch: 0.01, start: 0.4 }
    expect(cuttingSeconds(time, 2000, 2)).toBeCloseTo(0.4 + 10, 12)
    expect(cuttingSeconds(time, 2000, 16)).toBeCloseTo(0.4 + 1.25, 12)
  })

  it('is not shared between more processors than there are patches', () => {
    expect(cuttingSeconds({ patch: 3, start: 0.4 }, 2, 16)).toBeCloseTo(3.4, 12)
  })

  it('grows with the pixels of a patch, and with the margin and the sums of smoothing', () => {
    const secondsOf = (size: number, smoothing = 0) =>
      timeCut(cutSetup(map, { size, width: 8, scale: 'log', smoothing }), centres)!.patch
    const [small, large, smooth] = [secondsOf(8), secondsOf(128), secondsOf(128, 1)]
    // 256 times the pixels; the machine may be busy in one of the measurements.
    expect(large / small).toBeGreaterThan(4)
    expect(smooth).toBeGreaterThan(large)
  })

  it('is not known without a patch', () => {
    expect(timeCut(cutSetup(map, { size: 8, width: 8, scale: 'log' }), [])).toBeNull()
  })
})
