import { mount } from '@vue/test-utils'
import { effectScope, nextTick, ref } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { SkyMap } from '../../../src-preload/contract/index.ts'
import { useMaps } from '../../../src-renderer/stores/maps.ts'
import NumberField from '../../../src-renderer/components/NumberField.vue'
import { useMapSky } from '../../../src-renderer/sky/use-map-sky.ts'
import { useAppearance } from '../../../src-renderer/stores/appearance.ts'
import { openStage, until } from './stage.ts'

const survey = { address: '', title: '', cuts: [1, 200], range: [0.5, 20000], zero: 0, frame: 'G', data: null } as const
beforeEach(() => void openStage())

describe('the look of a column', () => {
  it('is remembered for each column, and the survey of another is dropped', async () => {
    const column = ref(0)
    const scope = effectScope()
    const look = scope.run(() => useMapSky('maps', () => ({ id: 'iris', column: column.value })))!
    look.survey.value = { ...survey, cuts: [1, 200], range: [0.5, 20000] }
    look.stretch.value = 'linear'
    look.cuts.value = [2, 3]
    column.value = 1
    await nextTick()
    expect([look.stretch.value, look.cuts.value, look.survey.value]).toEqual(['log', null, null])
    column.value = 0
    await nextTick()
    expect([look.stretch.value, look.cuts.value]).toEqual(['linear', [2, 3]])
    scope.stop()
  })
})

describe('the colours of a column', () => {
  const columns = [
    { name: 'I', type: 'float32' },
    { name: 'Q', type: 'float32', stokes: 'Q' },
    { name: 'angle', type: 'float32', derived: { kind: 'angle', from: ['Q', 'U'], convention: 'COSMO' } },
  ]
  const lookAt = (column: number) => {
    useMaps().put({ id: 'iqu', columns } as unknown as SkyMap)
    return effectScope().run(() => useMapSky('maps', () => ({ id: 'iqu', column })))!
  }

  it('are the window’s for intensities', () => {
    const look = lookAt(0)
    look.colourMap.value = 'cividis'
    expect([useAppearance().colourMap, look.shown.value.look.colourMap]).toEqual(['cividis', 'cividis'])
  })

  it('are diverging for Q unless another map is chosen for it', () => {
    const look = lookAt(1)
    expect([look.colourMap.value, look.stretch.value]).toEqual(['residual', 'linear'])
    look.colourMap.value = 'grey'
    expect([lookAt(1).colourMap.value, useAppearance().colourMap]).toEqual(['grey', 'magma'])
  })

  it('are cyclic for an angle, on a linear scale', () => {
    const look = lookAt(2)
    look.survey.value = { ...survey, cuts: [0, 180], range: [0, 180] }
    expect([look.colourMap.value, look.stretch.value, look.colourMaps.value]).toEqual(['cyclic', 'linear', ['cyclic']])
  })
})

describe('the position of a view', () => {
  it('is remembered for each map and page once it rests, and restored in the next view', async () => {
    vi.useFakeTimers()
    const id = ref('iris')
    const scope = effectScope()
    const sky = (page: 'maps' | 'datasets') => scope.run(() => useMapSky(page, () => ({ id: id.value, column: 0 })))!
    const maps = sky('maps')
    maps.told.place({ lon: 1, lat: 2, fov: 30 })
    maps.told.place({ lon: 212, lat: -19, fov: 10 })
    expect(maps.shown.value.place).toBeNull()
    vi.advanceTimersByTime(300)
    expect(maps.shown.value.place).toEqual({ lon: 212, lat: -19, fov: 10 })
    expect(sky('maps').shown.value.place).toEqual({ lon: 212, lat: -19, fov: 10 })
    expect(sky('datasets').shown.value.place).toBeNull()
    id.value = 'planck'
    await nextTick()
    expect(maps.shown.value.place).toBeNull()
    scope.stop()
    vi.useRealTimers()
  })
})

describe('the default stretch', () => {
  it('is log for intensities and linear for values of both signs, until one is chosen', () => {
    const scope = effectScope()
    const look = scope.run(() => useMapSky('maps', () => ({ id: 'stokes-q', column: 0 })))!
    look.survey.value = { ...survey, cuts: [1, 200], range: [0.5, 20000] }
    expect(look.stretch.value).toBe('log')
    look.survey.value = { ...survey, cuts: [-0.12, 0.16], range: [-0.19, 0.24] }
    expect(look.stretch.value).toBe('linear')
    look.cuts.value = [-0.1, 0.1]
    expect(look.stretch.value).toBe('linear')
    look.stretch.value = 'asinh'
    expect(look.stretch.value).toBe('asinh')
    scope.stop()
  })
})

describe('the colours and cuts of a column', () => {
  const sky = (range: [number, number], cuts: [number, number]) => {
    const scope = effectScope()
    const look = scope.run(() => useMapSky('maps', () => ({ id: 'iris', column: 0 })))!
    look.survey.value = { ...survey, cuts, range }
    return { ...look, scope }
  }
  it('diverge about zero if both signs are similarly large, with symmetric cuts', () => {
    const { colourMap, shownCuts, shown, scope } = sky([-0.3, 0.2], [-0.1, 0.08])
    expect([colourMap.value, shownCuts.value]).toEqual(['residual', [-0.1, 0.1]])
    const { colours, cuts, stretch } = shown.value.look
    expect([cuts, stretch, colours.length]).toEqual([[-0.1, 0.1], 'linear', 256])
    // The colour maps agree that the middle is a light grey.
    expect(colours[127]).toMatch(/^#(f[0-9a-f]|e[0-9a-f]){3}$/)
    scope.stop()
  })

  it('are those of the window for other columns, and the choice is kept for this one', () => {
    const { colourMap, shownCuts, scope } = sky([-0.1, 900], [-0.05, 200])
    expect([colourMap.value, shownCuts.value]).toEqual(['magma', [-0.05, 200]])
    colourMap.value = 'residual'
    expect(shownCuts.value).toEqual([-200, 200])
    colourMap.value = 'cividis'
    expect([colourMap.value, shownCuts.value]).toEqual(['cividis', [-0.05, 200]])
    scope.stop()
  })

  it('each cover equally many pixels once the column is counted and they are equalised', async () => {
    const { stretch, distribution, transfer, shown, scope } = sky([0.5, 80], [1, 70])
    stretch.value = 'equalised'
    await until(() => distribution.value)
    expect(shown.value.look.colourMap).toBe('composed')
    // Fewer and fewer pixels: half of them are below a tenth of the range.
    expect(transfer.value(8)).toBeGreaterThan(0.5)
    scope.stop()
  })
})

describe('a number with bounds', () => {
  const field = (modelValue: number) =>
    mount(NumberField, { props: { modelValue, label: 'size', unit: 'px', min: 8, max: 1024, whole: true } })

  it('shows its error below, also to screen readers', () => {
    for (const [value, wrong] of [
      [4, '8 to 1024'],
      [9.5, 'enter a whole number'],
      [NaN, 'enter a number'],
    ] as const) {
      const one = field(value)
      expect(one.find('.wrong').text()).toBe(wrong)
      expect(one.find('input').attributes('aria-invalid')).toBe('true')
      expect(one.find('input').attributes('aria-describedby')).toBe(one.find('.wrong').attributes('id'))
    }
    expect(field(64).find('.wrong').exists()).toBe(false)
  })

  it('has its label and emits what is typed, an empty field as NaN', async () => {
    const one = field(64)
    expect(one.find('label').attributes('for')).toBe(one.find('input').attributes('id'))
    await one.find('input').setValue('128')
    await one.find('input').setValue('')
    expect(one.emitted('update:modelValue')).toEqual([[128], [NaN]])
  })
})
