import { expect, it } from 'vitest'
import { stateWords } from '../../../src-shared/study/state-words.ts'

const counts = { complete: 1, failed: 1, waiting: 0 }

it('a state is said in its own word, and of an exhausted study how many trials there were', () => {
  expect(stateWords({ state: 'running', counts, budget: 5 })).toBe('running')
  expect(stateWords({ state: 'exhausted', counts, budget: 5 })).toBe('exhausted after 2 of 5 trials')
})
