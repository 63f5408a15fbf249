import { expect, it } from 'vitest'
import { addRelaxed, relaxation } from '../../../src-main/sky/assemble/relaxation.ts'
import { ringBands } from '../../../src-main/sky/assemble/ring-bands.ts'
import { discRows } from '../../../src-shared/sky/healpix/disc-rows.ts'
import { discOfPatch } from '../../../src-shared/sky/assemble/pixels-in-patch.ts'
import { patchGrid } from '../../../src-shared/sky/patch-grid.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'

const placed = patchGrid({ step: 15, minLatitude: 0, rowRule: 'edge' }).map((centre, index) => ({
  ...centre,
  index,
  standards: null,
}))

it.each([
  ['G', 1],
  ['G', 3],
  ['C', 5],
  ['E', 16],
] as const)('bands in frame %s hold every ring once, and every patch that reaches them (%i)', (frame, bands) => {
  const [nside, width] = [32, 12]
  const found = ringBands(placed, { nside, frame, width, bands })
  expect(found.length).toBe(bands)
  expect(found[0].band[0]).toBe(1)
  expect(found.at(-1)!.band[1]).toBe(4 * nside - 1)
  found.slice(1).forEach(({ band }, k) => expect(band[0]).toBe(found[k].band[1] + 1))
  for (const patch of placed) {
    const reached = new Set<number>()
    discRows(nside, tangentPlane(patch.lon, patch.lat, frame).centre, discOfPatch(width), (ring) => reached.add(ring))
    for (const { band, patches } of found)
      if ([...reached].some((ring) => ring >= band[0] && ring <= band[1])) expect(patches).toContain(patch)
  }
})

it('bands share the work: none has more than its share and the patches on its borders', () => {
  const bands = ringBands(placed, { nside: 256, frame: 'G', width: 2, bands: 2 })
  for (const { patches } of bands) expect(patches.length).toBeLessThan(0.6 * placed.length)
})

it('patches in one place make one band', () => {
  const same = [0, 1, 2].map((index) => ({ lon: 10, lat: 90, index, standards: null }))
  expect(ringBands(same, { nside: 32, frame: 'G', width: 8, bands: 3 })).toEqual([{ band: [1, 127], patches: same }])
})

/** What is left of a detail of which a pass keeps a share, after all corrections of a mean that kept that share. */
const left = (share: number, steps: number) => {
  let rest = 1 - share
  for (let step = 1; step <= steps; step++) rest *= 1 - relaxation(step, steps) * share
  return Math.abs(rest)
}

it.each([1, 2, 3, 8])('%i corrections restore details and amplify none', (steps) => {
  // Chebyshev: at most 1 / T_n((1 + 0.4) / (1 - 0.4)) of the mean's own loss.
  const bound = 1 / Math.cosh(steps * Math.acosh(7 / 3))
  for (let share = 0; share <= 1; share += 0.01) {
    expect(left(share, steps)).toBeLessThanOrEqual(1)
    if (share >= 0.4) expect(left(share, steps)).toBeLessThanOrEqual((1 - share) * bound + 1e-12)
  }
})

it('a correction is added by its factor and cleared; missing pixels stay missing', () => {
  const [values, correction] = [Float32Array.of(1, NaN, 3), Float32Array.of(2, 0, -1)]
  addRelaxed(values, correction, 1.5)
  expect([...values, ...correction]).toEqual([4, NaN, 1.5, 0, 0, 0])
})
