import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runCampaign, type CampaignOptions } from './campaign.ts'
import type { CaseResult, Fault } from './outcome.ts'

async function campaign(changes: Partial<CampaignOptions>) {
  const results: CaseResult[] = []
  const faults: Fault[] = []
  const done = await runCampaign({
    program: fileURLToPath(new URL('misbehave.ts', import.meta.url)),
    args: () => [],
    ...{ seed: 1, count: 6, processes: 2, seconds: 1, memory: 300 << 20 },
    onResult: (result) => results.push(result),
    onFault: (fault) => faults.push(fault),
    ...changes,
  })
  return { done, results, faults: faults.sort((a, b) => a.seed - b.seed) }
}

describe('a campaign', () => {
  it('goes on after a hang, a crash, too much memory and an untyped error, and tells the seed of each', async () => {
    const { done, results, faults } = await campaign({})
    expect(done).toBe(6)
    expect(results).toHaveLength(3)
    expect(faults).toMatchObject([
      { seed: 2, kind: 'hang', message: expect.stringMatching(/no end after 1\.\d s/) },
      { seed: 3, kind: 'crash', message: expect.stringContaining('SIGABRT') },
      { seed: 4, kind: 'memory', message: expect.stringMatching(/took [34]\d\d MiB/) },
      { seed: 5, kind: 'untyped', message: 'header: TypeError: no' },
    ])
  })

  it('has no faults where there are none, and begins no file once it is stopped', async () => {
    expect(await campaign({ seed: 10, count: 3 })).toMatchObject({ done: 3, faults: [] })
    const stop = new AbortController()
    const onResult = () => stop.abort()
    expect(await campaign({ seed: 10, count: 1000, processes: 1, signal: stop.signal, onResult })).toMatchObject({
      done: 1,
      faults: [],
    })
  })
})
