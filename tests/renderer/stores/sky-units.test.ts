import { beforeEach, expect, it } from 'vitest'
import { useMaps } from '../../../src-renderer/stores/maps.ts'
import { useSkyUnits } from '../../../src-renderer/stores/sky-units.ts'
import { openStage } from '../sky/stage.ts'

let source: { id: string; column: number }
beforeEach(async () => {
  openStage()
  await useMaps().load()
  source = { id: useMaps().items[0].id, column: 0 }
})
const chosen = () => useSkyUnits().of(source)

it('a column is shown in its own unit until another is chosen, which is remembered', () => {
  const units = useSkyUnits()
  expect(units.shownFor(source)).toEqual({ unit: 'MJy/sr', factor: 1 })
  chosen().value = { unit: 'Jy/sr' }
  expect(units.shownFor(source)).toEqual({ unit: 'Jy/sr', factor: expect.closeTo(1e6, 3) })
  expect(units.shownFor({ ...source, column: 1 }, 'MJy/sr').factor).toBe(1)
  expect(localStorage.getItem(`cirrus.unit.${source.id}.0`)).toBe('{"unit":"Jy/sr"}')
})

it('a temperature waits for the frequency', () => {
  chosen().value = { unit: 'K_CMB' }
  expect(useSkyUnits().shownFor(source)).toEqual({ unit: 'MJy/sr', factor: 1 })
  chosen().value = { unit: 'K_CMB', frequency: 353 }
  // 287.5 MJy/sr/K_CMB is the Planck HFI factor of its band; 297 that of a line at 353 GHz.
  const { unit, factor } = useSkyUnits().shownFor(source)
  expect(unit).toBe('K_CMB')
  expect(1 / factor).toBeGreaterThan(290)
  expect(1 / factor).toBeLessThan(300)
})

it('anything but sky brightness keeps its unit, whatever is chosen', () => {
  chosen().value = { unit: 'Jy/sr' }
  expect(useSkyUnits().shownFor(source, 'K')).toEqual({ unit: 'K', factor: 1 })
})
