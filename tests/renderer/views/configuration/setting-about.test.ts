import { expect, it } from 'vitest'
import { settingAbout, settingAmong } from '../../../../src-renderer/views/configuration/setting-table.ts'

it('a setting says what it is of the architecture: blocks of a flow are layers of a coupling flow', () => {
  expect(settingAbout('blocks', 'flow')).toMatchObject({ label: 'blocks', hint: expect.stringContaining('resolution') })
  expect(settingAbout('blocks', 'coupling')).toMatchObject({
    label: 'layers',
    hint: expect.stringContaining('half of the latents'),
  })
  expect(settingAbout('denseWidth', 'coupling').hint).toBe('of the two hidden layers of each network')
  expect(settingAbout('denseWidth', 'paper').hint).toBe('between convolutions and latents')
  expect(settingAbout('learningRate', 'coupling')).toEqual(settingAbout('learningRate', 'paper'))
})

it('beside runs of several architectures it has both names', () => {
  expect(settingAmong('encoderFilters', ['flow', 'paper', 'flow']).label).toBe('channels / encoder filters')
  expect(settingAmong('seed', ['flow', 'paper']).label).toBe('seed')
})
