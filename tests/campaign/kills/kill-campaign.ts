import { setTimeout } from 'node:timers/promises'
import type { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { drawFrom, type Draw } from '../../fuzz/fits/draw.ts'
import { isTyped, type Findings } from '../findings.ts'
import { isRunning, startHost, type Host } from '../host.ts'
import { furnish, untilIdle, type World } from '../world.ts'
import { activities } from './activities.ts'
import { checkHome } from './check-home.ts'
import { createLedger, readStandings } from './ledger.ts'
import { leftoversBelow } from './whole-files.ts'

export interface KillOptions {
  kills: number
  seed: number
  world: World
  /** The engines' program; the real one if omitted. */
  engine?: string
  findings: Findings
  onProgress?(done: number): void
  signal?: AbortSignal
}

/** Milliseconds that a host lives at most once its work has begun, and that an engine may live without its host. */
const longestLife = 4000
const engineGrace = 30_000

const names = Object.keys(activities)

/**
 * Kills hosts and engines with SIGKILL at random moments of everything that they do, and starts a host again each time.
 * What was complete stays, what was not says why, no file is a part of itself, and the catalog is sound. At the end
 * everything that was interrupted is resumed.
 */
export async function killHosts({
  kills,
  seed,
  world,
  engine,
  findings,
  onProgress,
  signal,
}: KillOptions): Promise<void> {
  const ledger = createLedger(findings)
  const counts = { hosts: 0, engines: 0 }
  let longest = 0
  /** Those that were told: one would stay for all further kills. */
  const leftovers = new Set<string>()
  const open = async (when: string): Promise<Host> => {
    const host = await startHost({ ...world, engine })
    const jobs = (await host.client.call('jobs.list', {})).filter(({ endedAt }) => endedAt === null).length
    const standings = await readStandings(host.client)
    ledger.check(standings, when)
    ledger.explain(standings, jobs, when)
    if (jobs > 0) return host
    for (const path of leftoversBelow(world.home)) {
      if (!leftovers.has(path)) findings.fault('leftover', `${path} (${when})`)
      leftovers.add(path)
    }
    return host
  }
  let host = await open('at first')
  await furnish(host.client, world)
  for (let done = 0; done < kills && !signal?.aborted; done++) {
    const draw = drawFrom(seed + done)
    const chosen = Array.from({ length: 1 + draw.below(3) }, () => draw.pick(names))
    const when = `kill ${seed + done}, while ${chosen.join(', ')}`
    const begun = chosen.map((name) => begin(name, host, world, draw, findings))
    await setTimeout(draw.below(draw.pick([100, 1000, longestLife])))
    ledger.check(await readStandings(host.client), when)
    if (draw.chance(0.3)) {
      counts.engines++
      killEngine(host, draw)
      await Promise.all(begun)
      await untilIdle(host.client).catch((error: Error) =>
        findings.fault('hang', `${error.message.slice(0, 300)} (${when})`),
      )
      ledger.explain(await readStandings(host.client), 0, when)
      if (draw.chance(0.5)) continue
    }
    counts.hosts++
    longest = Math.max(longest, await killHost(host, findings, when))
    checkHome(world, findings, when)
    host = await open(when)
    onProgress?.(done + 1)
  }
  await resumeAll(host, findings)
  ledger.check(await readStandings(host.client), 'at the end')
  const { code } = await host.stop()
  if (code !== 0) findings.fault('crash', `the host ended with status ${code} when it was asked to: ${host.said()}`)
  checkHome(world, findings, 'at the end')
  findings.figure('hosts killed', counts.hosts)
  findings.figure('engines killed', counts.engines)
  findings.figure('complete results kept', ledger.size)
  findings.figure('ms that an engine outlived its host at most', Math.round(longest))
}

/** Begins an activity; its errors must be typed, unless the host dies. */
async function begin(name: string, host: Host, world: World, draw: Draw, findings: Findings): Promise<void> {
  try {
    await activities[name](host.client, world, draw)
  } catch (thrown) {
    const { code, message, details } = thrown as CirrusError
    if (code === undefined ? !/^nothing is complete/.test(message) : !isTyped(code))
      findings.fault('untyped', `${name}: ${code} ${message}\n  ${details ?? (thrown as Error).stack}`)
  }
}

function killEngine(host: Host, draw: Draw): void {
  const engines = host.children()
  if (engines.length > 0) process.kill(draw.pick(engines), 'SIGKILL')
}

/** @returns for how many milliseconds its engines lived on; one that is still loading notices once it has loaded */
async function killHost(host: Host, findings: Findings, when: string): Promise<number> {
  if (!host.isAlive) findings.fault('crash', `the host ended by itself (${when}): ${host.said().slice(-1500)}`)
  const engines = host.children()
  await host.kill()
  const killed = performance.now()
  while (engines.some(isRunning) && performance.now() - killed < engineGrace) await setTimeout(20)
  for (const pid of engines.filter(isRunning))
    findings.fault('orphan', `engine ${pid}, ${engineGrace / 1000} s later (${when})`)
  return performance.now() - killed
}

/** Everything that was interrupted ends complete, or is done again. */
async function resumeAll({ client }: Host, findings: Findings): Promise<void> {
  for (const { id, state } of await client.call('studies.list', {}))
    if (state === 'interrupted') await client.call('studies.resume', { id })
  for (const { id, state, studyId } of await client.call('runs.list', {}))
    if (state === 'interrupted' && studyId === null) await client.call('runs.resume', { id })
  for (const { runId, config, state } of await client.call('validations.list', {}))
    if (state === 'interrupted') await client.call('validations.start', { runId, config })
  for (const { id, estimates } of await client.call('inpaintings.list', {}))
    for (const { state, estimator, runId } of estimates)
      if (state === 'interrupted') await client.call('inpaintings.estimate', { id, order: { estimator, runId } })
  await untilIdle(client, 600_000)
  for (const { kind, id, state, failure } of await readStandings(client))
    if (kind !== 'dataset' && state !== 'complete')
      findings.fault(
        'lost',
        `${kind} ${id} is ${state} after all was resumed: ${failure?.message ?? 'without a reason'}`,
      )
}
