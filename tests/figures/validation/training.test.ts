import { describe, expect, test } from 'vitest'
import { trainingFigure } from '../../../src-main/figures/validation/training.ts'
import { paper } from '../../../src-shared/validation/paper-values.ts'
import { madeValidation } from '../made-validation.ts'
import { readSvg, textsOf } from '../svg-document.ts'

const validated = madeValidation()
const texts = (of = validated) => textsOf(readSvg(trainingFigure(of).svg))

describe('the curves of a training', () => {
  test('are the negative ELBO per pixel and the KL term per patch', () => {
    expect(texts()).toEqual(
      expect.arrayContaining(['Negative ELBO', 'per pixel, nats', 'KL term', 'per patch, nats', 'training', 'test']),
    )
    expect(trainingFigure(validated).caption).toContain('a run & more per pixel')
  })

  test('have the paper’s published run beside them, and name its likelihood', () => {
    expect(texts()).toEqual(expect.arrayContaining(['paper, training', 'paper, validation']))
    expect(trainingFigure(validated).caption).toContain('the paper’s published run (256 px)')
  })

  test('leave out the paper’s values after the last epoch, and the paper if nothing is left', () => {
    const none = { ...validated, metrics: [] }
    // Only the paper's first epoch is within an axis that ends at 1.
    expect(paper.negativeElbo[0][0]).toBe(1)
    expect(texts(none)).toContain('paper, training')
    expect(trainingFigure(none).numbers.rows).toEqual([])
  })

  test('leave out a test that was never measured', () => {
    const untested = { ...validated, metrics: validated.metrics.map((row) => ({ ...row, testLoss: null })) }
    expect(texts(untested)).not.toContain('test')
    expect(texts(untested)).toContain('validation')
  })

  test('have a column in the table for every number of an epoch, empty where it was not measured', () => {
    const { columns, rows } = trainingFigure(validated).numbers
    const column = columns.indexOf('testLoss')
    expect(rows[3][column]).toBeNull()
    expect(rows[4][column]).toBe(validated.metrics[4].testLoss)
    expect(rows.map((row) => row[columns.indexOf('activeLatents')])).toEqual(Array(20).fill(12))
  })
})
