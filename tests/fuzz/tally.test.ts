import { expect, it } from 'vitest'
import { formatCount } from '../../src-shared/text/format.ts'
import { createTally } from './tally.ts'
import type { Outcome } from './outcome.ts'

const refused = (place: string): Outcome => ({ end: 'refused', code: 'refused', place })
const parsed: Outcome = { end: 'parsed' }

it('counts a file as read if a reader besides that of headers read it, else by its first refusal', () => {
  const tally = createTally()
  tally.add({ source: 'a', outcomes: { header: parsed, 'map info': refused('byte'), image: parsed } })
  tally.add({ source: 'a', outcomes: { header: parsed, 'map info': refused('card NSIDE'), image: refused('HDU') } })
  tally.add({ source: 'a', outcomes: { header: parsed, 'map info': refused('card NSIDE') } })
  tally.addFault({ seed: 7, kind: 'hang', message: '' })
  expect(tally.faults).toEqual({ untyped: 0, hang: 1, crash: 0, memory: 0 })
  expect(tally.progress(4, 1000, 2)).toBe(
    `4 of ${formatCount(1000)} files, 120 a minute: 1 read, 2 refused; 0 untyped, 1 hang, 0 crashes, 0 over memory`,
  )
  expect(
    tally
      .summary(4, 2)
      .split('\n')
      .map((line) => line.trim().replace(/\s+/g, ' ')),
  ).toEqual([
    '4 changed files in 2 s',
    '1 read',
    '2 refused',
    '2 refused, card NSIDE',
    '0 untyped errors',
    '1 hangs',
    '0 crashes',
    '0 over memory',
  ])
})
