import { isTyped, type Findings } from './findings.ts'
import { madeEngine, startHost } from './host.ts'
import { checkHome } from './kills/check-home.ts'
import { createLedger, readStandings } from './kills/ledger.ts'
import { furnish, type World } from './world.ts'

export interface RestartOptions {
  restarts: number
  world: World
  findings: Findings
  onProgress?(done: number): void
  signal?: AbortSignal
}

/** Starts a host and asks it to end, many times: it does, everything is where it was, and the home does not grow. */
export async function restartHosts({ restarts, world, findings, onProgress, signal }: RestartOptions): Promise<void> {
  const ledger = createLedger(findings)
  const times: number[] = []
  for (let done = 0; done < restarts && !signal?.aborted; done++) {
    const when = `restart ${done + 1}`
    const host = await startHost({ ...world, engine: madeEngine })
    if (done === 0) await furnish(host.client, world)
    else times.push(host.startTime)
    const standings = await readStandings(host.client)
    ledger.check(standings, when)
    for (const { kind, id, failure } of standings)
      if (failure && !isTyped(failure.code))
        findings.fault('untyped', `${kind} ${id}: ${failure.code} ${failure.message}`)
    const { code, signal: killed } = await host.stop()
    if (code !== 0)
      findings.fault('crash', `the host ended (${killed ?? `status ${code}`}, ${when}): ${host.said().slice(-1500)}`)
    checkHome(world, findings, when)
    onProgress?.(done + 1)
  }
  times.sort((a, b) => a - b)
  findings.figure('restarts', times.length)
  if (times.length > 0) findings.figure('ms, a start in the middle', Math.round(times[times.length >> 1]))
}
