import { expect, it } from 'vitest'
import { calibrationRows } from '../../src-main/terminal/calibrate.ts'
import { calibrationLevels } from '../../src-shared/inpainting/calibration.ts'

it('a calibration is a row for each size of holes, with the standard error of what 68 % intervals hold', () => {
  const within = calibrationLevels.map((level) => ({ share: level + 0.1, error: level / 10 }))
  const holes = { problems: 15, pixels: 401, error: 0.204, deviation: 0.299, within, ranks: null }
  const rows = calibrationRows({ all: holes, bySize: [{ ...holes, from: 0, to: 0.01 }] })
  const [head, smallest, all] = rows
  expect(rows.map(({ length }) => length)).toEqual([16, 16, 16])
  expect(head.slice(9, 13)).toEqual(['in 60 %', 'in 68 %', '±', 'in 80 %'])
  expect(smallest.slice(9, 13)).toEqual(['0.700', '0.783', '0.068', '0.900'])
  expect([smallest[0], all[0]]).toEqual(['up to 1 %', 'all'])
  const whole = calibrationRows({ all: holes, bySize: [] })
  expect(whole.map((row) => row.slice(0, 2))).toEqual([
    ['missing', 'patches'],
    ['nothing', '15'],
  ])
})
