import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import CutChannels from '../../../../src-renderer/views/maps/CutChannels.vue'
import { channelSetsAt } from '../../../../src-renderer/views/maps/cut-channels.ts'
import type { MapColumn } from '../../../../src-preload/contract/index.ts'
import { maps } from '../../fake/records.ts'

const column = (name: string, derived?: MapColumn['derived']): MapColumn => ({
  ...{ name, unit: 'K', type: 'float32', count: 1, missing: 0, min: 0, max: 1, mean: 0 },
  derived,
})
const pair = ['Q', 'U']
const polarised = [
  ...[column('I'), column('Q'), column('U'), column('HITS')],
  column('P', { kind: 'P', from: pair }),
  column('fraction', { kind: 'fraction', from: ['I', ...pair] }),
]

describe('the channels of a cut', () => {
  it('are those of the polarised map that the column belongs to', () => {
    const sets = polarised.map((_, i) => channelSetsAt({ columns: polarised }, i))
    expect(sets).toEqual([['QU', 'IQU'], ['QU', 'IQU'], ['QU', 'IQU'], [], ['QU', 'IQU'], ['QU', 'IQU']])
    const withoutI = polarised.filter(({ name }) => name !== 'I' && name !== 'fraction')
    expect(channelSetsAt({ columns: withoutI }, 0)).toEqual(['QU'])
    expect(channelSetsAt({ columns: withoutI }, 9)).toEqual([])
  })

  it('are chosen, each with its own picture; another column without them goes back to the column', async () => {
    const map = { ...maps[0], columns: polarised }
    const page = mount(CutChannels, { props: { map, column: 1, set: null, channel: 0 } })
    expect(page.find('[aria-label="Channel"]').exists()).toBe(false)
    await page.find('select').setValue('IQU')
    expect(page.emitted('update:set')).toEqual([['IQU']])
    await page.setProps({ set: 'IQU' })
    const buttons = page.findAll('[aria-label="Channel"] button')
    expect(buttons.map((button) => button.text())).toEqual(['I', 'Q', 'U'])
    await buttons[2].trigger('click')
    expect(page.emitted('update:channel')!.at(-1)).toEqual([2])
    await page.setProps({ column: 3 })
    expect(page.emitted('update:set')!.at(-1)).toEqual([null])
    expect(page.find('select').exists()).toBe(false)
  })
})
