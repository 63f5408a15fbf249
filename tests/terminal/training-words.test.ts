import { describe, expect, it } from 'vitest'
import { trainingNotes } from '../../src-main/terminal/training-words.ts'
import { epochMetricsSchema } from '../../src-preload/contract/runs.ts'

/** What the terminal says of an epoch. */
function lineOf(row: object): string {
  const lines: string[] = []
  const output = { note: (line: string) => void lines.push(line) } as unknown as Parameters<typeof trainingNotes>[0]
  const measured = { imagesPerSecond: 100, seconds: 12.34, elapsedSeconds: 12.34 }
  void trainingNotes(output).onEpoch?.(epochMetricsSchema.parse({ epoch: 3, ...measured, ...row }))
  return lines.join()
}

describe('the line of an epoch', () => {
  it('of an autoencoder has the negative ELBO and its terms', () => {
    const train = { trainLoss: 1834.25, trainReconstruction: 1600, trainKl: 234.25 }
    const validation = { validationLoss: 1901.125, validationReconstruction: 1700.125, validationKl: 201 }
    expect(lineOf({ ...train, ...validation })).toBe(
      'epoch 3  negative ELBO  train 1834.3  validation 1901.1  (reconstruction 1700.1, KL 201.00)  12.3 s',
    )
  })

  it('of a flow has its velocity error, and that of each octave if it has some', () => {
    const loss = { trainLoss: 0.5, validationLoss: 0.75 }
    expect(lineOf(loss)).toBe('epoch 3  velocity error  train 0.50000  validation 0.75000  12.3 s')
    const levels = { validationCoarsest: 0.25, validationOctave1: 0.3, validationOctave2: 0.2 }
    expect(lineOf({ ...loss, ...levels })).toBe(
      'epoch 3  velocity error  train 0.50000  validation 0.75000  (coarsest 0.25000, octaves 0.30000, 0.20000)  12.3 s',
    )
  })
})
