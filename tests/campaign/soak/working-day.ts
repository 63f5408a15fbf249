import { setTimeout as sleep } from 'node:timers/promises'
import type { Findings } from '../findings.ts'
import type { Host } from '../host.ts'
import { hurry } from '../hurry-clock.ts'
import { openPage } from './open-page.ts'
import { watchGrowth } from './steady.ts'

/** Milliseconds between two pages, of the host's clock. */
const pause = 120_000

/**
 * Leaves a window open for hours of a host's clock that hurries, and opens a page now and then: pings, watches and whatever
 * else a timer does must not add up.
 */
export async function workDay(host: Host, hours: number, findings: Findings, signal?: AbortSignal): Promise<void> {
  const watch = watchGrowth(`host, ${hours} hours`, () => host.pid, findings)
  const pages = Math.ceil((hours * 3_600_000) / pause)
  for (let n = 0; n < pages && !signal?.aborted; n++) {
    await openPage(host, n)
    watch.sample()
    await sleep(pause / hurry)
  }
  // The window of the morning.
  await host.client.call('host.describe', {})
  watch.judge()
}
