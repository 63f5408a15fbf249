import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { StudyEnvironment as Environment } from '../../../../../src-preload/contract/index.ts'
import StudyEnvironment from '../../../../../src-renderer/views/studies/page/StudyEnvironment.vue'
import { studyRecord, summaryOf } from '../../../fake/study-records.ts'
import { facts } from '../../mount-page.ts'

const [known] = studyRecord('s').environments
const show = (environments: Environment[]) =>
  mount(StudyEnvironment, { props: { study: summaryOf(studyRecord('s', { environments }), []) } })

describe('the environment of a study', () => {
  it('is empty before its first start', () => expect(show([]).text()).toBe(''))

  it('is the machine on which it was last started', () => {
    const page = show([{ ...known, processor: 'an older one' }, known])
    expect(facts(page)).toMatchObject({
      device: 'NVIDIA H100',
      processor: 'AMD EPYC 7763, 16 cores, 137 GB',
      system: 'Linux 6.1.0, x64',
      TensorFlow: '2.21.0',
      'Cirrus, Node': '0.1.0, 24.21.0',
    })
    expect(page.text()).toContain('Previously started on another machine')
  })

  it('counts earlier machines', () => {
    expect(show([known, known, known]).text()).toContain('Previously started on 2 other machines')
  })

  it('omits what is unknown: devices and TensorFlow of a cluster', () => {
    const page = show([{ ...known, devices: null, tensorflow: null, cores: 1 }])
    expect(facts(page)).not.toHaveProperty('TensorFlow')
    expect(page.text()).toContain('1 core,')
    expect(page.text()).not.toContain('before')
  })
})
