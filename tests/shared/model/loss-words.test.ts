import { expect, test } from 'vitest'
import type { ArchitectureName } from '../../../src-shared/model/configuration.ts'
import {
  currentName,
  lossLabel,
  lossName,
  lossNamesOf,
  lossText,
  lossUnit,
} from '../../../src-shared/model/loss-words.ts'

test('a loss is named after the model: architectures of one name can be compared', () => {
  expect(lossName('paper')).toBe('negative ELBO')
  expect(lossNamesOf(['paper', 'spatial'])).toEqual(['negative ELBO'])
  expect(lossNamesOf(['flow', 'spatial', 'flow'])).toEqual(['velocity error', 'negative ELBO'])
})

test('a loss is labelled by its name where it is the same for all, in nats if it is an ELBO', () => {
  const labelled = (of: ArchitectureName[]) => [lossLabel(of), lossUnit(of)]
  expect(labelled(['paper', 'spatial'])).toEqual(['−ELBO', 'nat'])
  expect(labelled(['flow'])).toEqual(['velocity error', undefined])
  expect(labelled(['flow', 'paper'])).toEqual(['loss', undefined])
  expect(labelled([])).toEqual(['−ELBO', 'nat'])
})

test('names of columns and objectives from before there were flows are read as today’s', () => {
  expect(currentName('validationNegativeElbo')).toBe('validationLoss')
  expect(currentName('bestTestNegativeElbo')).toBe('bestTestLoss')
  expect(currentName('validationKl')).toBe('validationKl')
})

test('a loss has five digits, and no decimals where it is large', () => {
  expect([0.81234567, 1834.236, -20_415.36, 123_456.7].map(lossText)).toEqual(['0.81235', '1834.2', '-20415', '123457'])
})
