import { describe, expect, test } from 'vitest'
import { retryWhileBusy } from '../../../src-main/jobs/executors/slurm/retry-while-busy.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'

const busy = () => new CirrusError('busy', 'squeue says: no.')
const patience = { first: 1, limit: 60_000 }

describe('a call that Slurm is too busy for', () => {
  test('succeeds once Slurm is no longer busy', async () => {
    const pauses: string[] = []
    let attempts = 0
    const work = async () => {
      if (++attempts < 4) throw busy()
      return 'done'
    }
    expect(await retryWhileBusy(work, { ...patience, onBusy: ({ message }) => void pauses.push(message) })).toBe('done')
    expect(pauses).toEqual(Array(3).fill('squeue says: no.'))
  })

  test('is abandoned after some time, and at once for any other error', async () => {
    await expect(retryWhileBusy(() => Promise.reject(busy()), { first: 5, limit: 20 })).rejects.toThrow('squeue says')
    let attempts = 0
    const refused = async () => {
      attempts++
      throw new CirrusError('refused', 'No such partition.')
    }
    await expect(retryWhileBusy(refused, patience)).rejects.toThrow('No such partition.')
    expect(attempts).toBe(1)
  })

  test.each(['while it waits', 'in the middle of an attempt'])('is tried once more after an abort %s', async (when) => {
    const stop = new AbortController()
    const seen: boolean[] = []
    const work = async () => {
      seen.push(stop.signal.aborted)
      if (when !== 'while it waits') stop.abort()
      throw busy()
    }
    const onBusy = () => stop.abort()
    await expect(retryWhileBusy(work, { ...patience, signal: stop.signal, onBusy })).rejects.toThrow('squeue says')
    expect(seen).toEqual([false, true])
  })
})
