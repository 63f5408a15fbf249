import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createFindings } from './findings.ts'
import { madeEngine } from './host.ts'
import { killHosts } from './kills/kill-campaign.ts'
import { sendPayloads } from './payloads/payload-campaign.ts'
import { restartHosts } from './restarts.ts'
import { soak } from './soak/soak.ts'
import { makeWorld } from './world.ts'
import { chosenOptions, note } from '../chosen-options.ts'

const usage = `npm run campaign -- [--kills N] [--payloads N] [--restarts N] [--soak] [--seed N] [--made] [--keep]

Attacks hosts in a temporary home: SIGKILL to them and their engines, random payloads, restarts. Every fault is printed as it
is found; the exit status is 1 if there is one. Without a part, all of them: 200 kills, 50,000 payloads, 100 restarts.

  --kills N     at random moments while maps are imported, datasets cut, runs trained, ...
  --payloads N  to every method and resource
  --restarts N  of a host that ends as it should
  --soak        500 epochs, 1,000 pages, 8 hours of a clock that hurries: memory and handles must not grow;
                a clock that jumps, files that change
  --seed N      of the first kill and payload; each further one has the next seed (1)
  --made        kills with engines without TensorFlow, which are faster; payloads and restarts have these always
  --keep        the folder stays
`

function readOptions() {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string' },
      payloads: { type: 'string' },
      restarts: { type: 'string' },
      soak: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      made: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const whole = (name: 'kills' | 'payloads' | 'restarts' | 'seed') => {
    const value = Number(values[name] ?? 0)
    if (!Number.isSafeInteger(value) || value < 0)
      throw new TypeError(`--${name} ${values[name]}: give a whole number.`)
    return value
  }
  const isAll = [values.kills, values.payloads, values.restarts].every((value) => value === undefined) && !values.soak
  const parts = isAll
    ? { kills: 200, payloads: 50_000, restarts: 100 }
    : { kills: whole('kills'), payloads: whole('payloads'), restarts: whole('restarts') }
  return { ...values, ...parts, soak: values.soak || isAll, seed: whole('seed') }
}

async function main({ kills, payloads, restarts, soak: soaks, seed, made, keep }: ReturnType<typeof readOptions>) {
  const folder = mkdtempSync(join(tmpdir(), 'campaign-'))
  const stop = new AbortController()
  // The status that a shell gives a program that a signal ended.
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => stop.abort(status))
  const findings = createFindings(({ kind, message }) => note(`\n${kind}: ${message}\n`))
  const began = performance.now()
  const told = (what: string, all: number) => {
    let last = 0
    return (done: number) => {
      const now = performance.now()
      if (now - last < 10_000 && done < all) return
      last = now
      note(`${done} of ${all} ${what}, ${Math.round((now - began) / 1000)} s; ${findings.faults.length} faults`)
    }
  }
  const common = (name: string) => ({ world: makeWorld(join(folder, name)), findings, signal: stop.signal })
  try {
    if (kills > 0)
      await killHosts({
        ...common('k'),
        kills,
        seed,
        engine: made ? madeEngine : undefined,
        onProgress: told('kills', kills),
      })
    if (payloads > 0)
      await sendPayloads({ ...common('p'), count: payloads, seed, onProgress: told('payloads', payloads) })
    if (restarts > 0) await restartHosts({ ...common('r'), restarts, onProgress: told('restarts', restarts) })
    if (soaks) await soak({ ...common('s'), note })
  } finally {
    if (keep) note(`kept: ${folder}`)
    else rmSync(folder, { recursive: true, force: true })
  }
  process.stdout.write(`${findings.summary()}\n`)
  if (stop.signal.aborted) return stop.signal.reason as number
  return findings.faults.length > 0 ? 1 : 0
}

const options = chosenOptions(readOptions, usage)
if (options) process.exit(await main(options))
