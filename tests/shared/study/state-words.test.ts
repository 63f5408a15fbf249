import { expect, it } from 'vitest'
import { stateWords } from '../../../src-shared/study/state-words.ts'

const counts = { complete: 1, failed: 1, waiting: 0 }

it('a state is written as its own word, with the number of trials if exhausted', () => {
  expect(stateWords({ state: 'running', counts, budget: 5 })).toBe('running')
  expect(stateWords({ state: 'exhausted', counts, budget: 5 })).toBe('exhausted after 2 of 5 trials')
})
