import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Problem } from '../../../../src-preload/contract/index.ts'
import ChannelFields from '../../../../src-renderer/views/inpaintings/new/ChannelFields.vue'

const common = { noise: { kind: 'white', sigma: 0.2 }, beam: null } as const
function show(channels: Problem['channels'] = {}, set: 'IQU' | 'QU' = 'IQU') {
  const fields = mount(ChannelFields, {
    props: {
      ...{ common, set, modelValue: channels },
      'onUpdate:modelValue': (modelValue: Problem['channels']) => fields.setProps({ modelValue }),
    },
  })
  const labelled = (label: string) => fields.find(`[aria-label="${label}"]`)
  return { fields, labelled, channels: () => fields.props('modelValue') }
}

describe('what differs for channels', () => {
  it('is nothing at first; empty fields show what holds for all', () => {
    const { fields, labelled } = show()
    expect(labelled('Noise of Q').attributes('placeholder')).toBe('0.2')
    expect(labelled('Beam of Q').attributes('placeholder')).toBe('none')
    expect(fields.text()).not.toContain('No channel is seen through')
  })

  it('is set for one channel alone, and is as for all again when its field is emptied', async () => {
    const { labelled, channels } = show()
    await labelled('Noise of Q').setValue('0.5')
    await labelled('Beam of Q').setValue('30')
    await labelled('Where I is seen').setValue('all')
    expect(channels()).toEqual({
      Q: { noise: { kind: 'white', sigma: 0.5 }, beam: 30 },
      I: { mask: { kind: 'all' } },
    })
    await labelled('Noise of Q').setValue('')
    await labelled('Beam of Q').setValue('')
    await labelled('Where I is seen').setValue('')
    expect(channels()).toEqual({})
  })

  it('predicts polarisation from intensity at once, and says that the mask hides nothing then', async () => {
    const { fields, channels } = show({ Q: { beam: 20 } })
    await fields.find('button').trigger('click')
    expect(channels()).toEqual({
      I: { mask: { kind: 'all' } },
      Q: { beam: 20, mask: { kind: 'none' } },
      U: { mask: { kind: 'none' } },
    })
    expect(fields.text()).toContain('No channel is seen through the mask')
  })

  it('of Q and U alone predicts nothing, and keeps a mask that the terminal chose', () => {
    const { fields, labelled } = show({ Q: { mask: { kind: 'saved', name: 'north' } } }, 'QU')
    expect(fields.find('button').exists()).toBe(false)
    expect((labelled('Where Q is seen').element as HTMLSelectElement).value).toBe('own')
    expect(labelled('Where Q is seen').text()).toContain('north')
  })
})
