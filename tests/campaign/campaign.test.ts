import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createFindings } from './findings.ts'
import { madeEngine } from './host.ts'
import { killHosts } from './kills/kill-campaign.ts'
import { sendPayloads } from './payloads/payload-campaign.ts'
import { makeWorld } from './world.ts'

// The short form of `npm run campaign`, with engines without TensorFlow.

const folder = mkdtempSync(join(tmpdir(), 'cirrus-campaign-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a host under attack', { timeout: 120_000 }, () => {
  it('answers random payloads to every method and resource with results or typed errors', async () => {
    const findings = createFindings(() => {})
    await sendPayloads({ count: 300, seed: 7, world: makeWorld(join(folder, 'p')), findings })
    expect(findings.faults).toEqual([])
  })

  it('that is killed, or whose engine is, loses nothing and leaves nothing half-written', async () => {
    const findings = createFindings(() => {})
    await killHosts({ kills: 2, seed: 7, engine: madeEngine, world: makeWorld(join(folder, 'k')), findings })
    expect(findings.faults).toEqual([])
  })
})
