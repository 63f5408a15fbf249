import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../../src-preload/rpc/errors.ts'
import FailureState from '../../../src-renderer/components/FailureState.vue'
import RunOutcome from '../../../src-renderer/views/runs/page/RunOutcome.vue'
import { whatToDo } from '../../../src-renderer/components/what-to-do.ts'
import { runs } from '../fake/records.ts'

const failures = [
  'out-of-memory',
  'diverged',
  'engine-killed',
  'engine-hung',
  'engine-missing',
  'device-failed',
] as const

describe('what to do about a failure', () => {
  it.each(failures)('lists steps for %s, a code of the contract', (code) => {
    expect(errorCodes).toContain(code)
    const failure = mount(FailureState, { props: { failure: { code, message: 'It failed.' } } })
    const steps = failure.findAll('[aria-label="What to do"] li').map((step) => step.text())
    expect(steps.length).toBeGreaterThanOrEqual(2)
    expect(steps).toEqual([...whatToDo(code)])
  })

  it('is a new prior where a run would be duplicated', () => {
    for (const code of failures) {
      const steps = whatToDo(code, 'prior').join(' ')
      expect(steps).not.toMatch(/(Duplicate|Resume) the run/)
      expect(steps === whatToDo(code).join(' ')).toBe(code === 'engine-missing')
    }
  })

  it('is empty if the message suffices', () => {
    const failure = mount(FailureState, { props: { failure: { code: 'refused', message: 'map.fits: no pixels.' } } })
    expect(failure.find('[aria-label="What to do"]').exists()).toBe(false)
  })

  it('is shown for a run that was interrupted by it', () => {
    const failure = { code: 'engine-hung', message: 'The engine did not stop.' }
    const outcome = mount(RunOutcome, { props: { run: { ...runs[1], state: 'interrupted' as const, failure } } })
    expect(outcome.text()).toContain('The engine did not stop.')
    expect(outcome.find('[aria-label="What to do"]').text()).toContain('Resume the run')
  })
})
