import { describe, expect, it } from 'vitest'
import {
  createTransferMeter,
  fractionOf,
  secondsLeft,
  transferWords,
  type Transfer,
} from '../../../../src-main/application/host/download/transfer.ts'

/** A transfer of 1 MB a second, then of 10 MB a second from the 10th second on, told every 0.05 s. */
function transfers(total: number | null): Transfer[] {
  let clock = 0
  const told: Transfer[] = []
  const meter = createTransferMeter(
    total,
    (transfer) => told.push(transfer),
    () => clock,
  )
  for (let i = 0; i <= 400; i++) {
    clock = i * 0.05
    meter(clock < 10 ? clock * 1e6 : 10e6 + (clock - 10) * 10e6)
  }
  return told
}

describe('the progress of a transfer', () => {
  it('is told at most four times a second, and at the end', () => {
    const told = transfers(110e6)
    expect(told.length).toBeLessThanOrEqual(82)
    expect(told.length).toBeGreaterThan(60)
    expect(told.at(-1)!.done).toBe(110e6)
  })

  it('has a rate over the last five seconds, and the time left at that rate', () => {
    const told = transfers(220e6)
    expect(told[0].rate).toBeNull()
    expect(secondsLeft(told[0])).toBeNull()
    const early = told.find(({ done }) => done > 5e6)!
    expect(early.rate).toBeCloseTo(1e6, 0)
    expect(secondsLeft(early)).toBeCloseTo((220e6 - early.done) / 1e6, 3)
    expect(told.at(-1)!.rate).toBeCloseTo(10e6, -5)
  })

  it('of an unknown length has neither fraction nor time left', () => {
    const last = transfers(null).at(-1)!
    expect([fractionOf(last), secondsLeft(last)]).toEqual([null, null])
    expect(fractionOf({ done: 50, total: 200, rate: null })).toBe(0.25)
  })

  it('is written with what is known', () => {
    expect(transferWords({ done: 12.1e6, total: 201e6, rate: 3.4e6 })).toBe('12.1 MB of 201 MB, 3.40 MB/s')
    expect(transferWords({ done: 12.1e6, total: null, rate: null })).toBe('12.1 MB')
  })
})
