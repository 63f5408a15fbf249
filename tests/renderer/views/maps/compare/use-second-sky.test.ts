import { effectScope, ref, shallowRef } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import type { SkyMap } from '../../../../../src-preload/contract/index.ts'
import { haveOneUnit, nameOfSky, useSecondSky } from '../../../../../src-renderer/views/maps/compare/use-second-sky.ts'
import { useMaps } from '../../../../../src-renderer/stores/maps.ts'
import { openStage } from '../../../sky/stage.ts'

beforeEach(() => void openStage())
const map = (unit: string) =>
  ({ id: 'planck', name: 'GNILC', columns: [{ name: 'I', unit }], coordsysOverride: null }) as unknown as SkyMap
const first = {
  ...{ key: 'iris', name: 'I · iris', unit: 'MJy/sr' },
  shown: {
    ...{ mapId: 'iris', column: 2, grid: [], projection: 'gnomonic', place: { lon: 1, lat: 2, fov: 3 } },
    look: { colourMap: 'planck', colours: ['#000000'], stretch: 'log', cuts: null },
  },
  bar: {
    cuts: [1, 9],
    stretch: 'log',
    transfer: (value: number) => value,
    colourMap: 'planck',
    unit: 'kJy/sr',
    factor: 1000,
  },
} as never

function open(unit: string, shared: boolean) {
  const second = shallowRef<{ map: SkyMap; column: number } | null>({ map: map(unit), column: 0 })
  useMaps().put(map(unit))
  return { second, ...effectScope().run(() => useSecondSky(second, ref(first), () => shared))! }
}

describe('the second of two skies', () => {
  it('has the place, projection and grids of the first, and its own colours', () => {
    const { sky, oneScale } = open('MJy/sr', false)
    expect(sky.value?.shown).toMatchObject({ mapId: 'planck', column: 0, projection: 'gnomonic', place: { lon: 1 } })
    expect([sky.value?.bar.colourMap, oneScale.value, sky.value?.name]).toEqual(['magma', false, 'I · GNILC'])
  })

  it('has the colours and the cuts in use of the first if both have one scale', () => {
    const { sky, oneScale } = open('MJy/sr', true)
    expect(sky.value?.shown.look).toMatchObject({ colourMap: 'planck', stretch: 'log', cuts: [1, 9] })
    expect([sky.value?.bar.colourMap, sky.value?.bar.cuts, oneScale.value]).toEqual(['planck', [1, 9], true])
    expect(sky.value?.bar).toMatchObject({ unit: 'kJy/sr', factor: 1000 })
    expect(open('', true).sky.value?.bar).toMatchObject({ unit: '', factor: 1 })
  })

  it('keeps its own scale if its unit is another one', () => {
    const { sky, oneScale } = open('K_CMB', true)
    expect([oneScale.value, sky.value?.bar.unit, sky.value?.bar.colourMap]).toEqual([false, 'K_CMB', 'magma'])
  })

  it('is none without a second map', () => {
    const { sky, second } = open('MJy/sr', true)
    second.value = null
    expect(sky.value).toBeNull()
  })

  it('compares units: those that are not given may be any', () => {
    expect([haveOneUnit('K', 'K'), haveOneUnit('', 'K'), haveOneUnit('K', 'uK')]).toEqual([true, true, false])
    expect(nameOfSky(map('K'), 4)).toBe(' · GNILC')
  })
})
