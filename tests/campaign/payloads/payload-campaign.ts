import { z } from 'zod'
import { contract } from '../../../src-preload/contract/index.ts'
import type { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { minimalParams } from '../../contract/minimal-params.ts'
import { drawFrom, type Draw } from '../../fuzz/fits/draw.ts'
import { isTyped, type Findings } from '../findings.ts'
import { madeEngine, resourcesOf, startHost, type Host } from '../host.ts'
import { furnish, type World } from '../world.ts'
import { addressFor } from './addresses.ts'
import { nameFor, readLiving, type Living } from './living.ts'
import { garbage, mutatePayload } from './mutate-payload.ts'
import { valueOf, type JsonSchema } from './schema-values.ts'
import { watchJobs } from './watch-jobs.ts'

export interface PayloadOptions {
  count: number
  seed: number
  world: World
  findings: Findings
  /** Called after each batch with the number sent so far. */
  onProgress?(done: number): void
  signal?: AbortSignal
}

const methods = Object.keys(contract.methods) as (keyof typeof contract.methods)[]
const schemas = new Map(
  methods.map((name) => {
    const params: z.ZodType = contract.methods[name].params
    return [name, z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }) as JsonSchema]
  }),
)

/** Payloads between two looks at what there is, and how many are under way at once. */
const batch = 100
const atOnce = 8
/** Milliseconds within which a call must end, on a machine that does other work, too. */
const callLimit = 600_000
/** Bytes of a host. */
const memoryLimit = 2 * 2 ** 30

/** Sends random payloads to every method and resource of one host, with engines that need no TensorFlow. */
export async function sendPayloads(options: PayloadOptions): Promise<void> {
  const { count, seed, world, findings, signal } = options
  const open = () => startHost({ ...world, engine: madeEngine })
  let host = await open()
  let slowest = { time: 0, name: '' }
  let [peak, calls, addresses] = [0, 0, 0]
  const send = async (living: Living, draw: Draw) => {
    const began = performance.now()
    const [name, fault] = await (draw.chance(0.15)
      ? (addresses++, ask(host, living, draw))
      : (calls++, call(host, living, draw)))
    const time = performance.now() - began
    if (time > slowest.time) slowest = { time, name }
    if (fault) findings.fault(...fault)
  }
  let jobs = watchJobs(host, findings)
  for (let done = 0; done < count && !signal?.aborted; done += batch) {
    if (!host.isAlive) {
      const { code, signal } = await host.ended
      findings.fault('crash', `the host ended (${signal ?? `status ${code}`}): ${host.said().slice(-1500)}`)
      host = await open()
      jobs = watchJobs(host, findings)
    }
    try {
      if (done % (10 * batch) === 0) {
        await jobs.endAll()
        await furnish(host.client, world).catch((error: unknown) => {
          if (!host.isAlive) throw error
          findings.fault('untyped', `what payloads name can’t be made anew: ${(error as Error).stack}`)
        })
      }
      const living = await readLiving(host.client, world.paths)
      const numbers = Array.from({ length: Math.min(batch, count - done) }, (_, i) => seed + done + i)
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          for (let n = numbers.shift(); n !== undefined; n = numbers.shift()) await send(living, drawFrom(n))
        }),
      )
      await jobs.endSlow()
      const used = resourcesOf(host.pid)
      if (used.peak > memoryLimit && peak <= memoryLimit)
        findings.fault(
          'memory',
          `${Math.round(used.peak / 2 ** 20)} MiB, within the payloads of the seeds from ${seed + done}`,
        )
      peak = Math.max(peak, used.peak)
    } catch (error) {
      if (host.isAlive) throw error
    }
    options.onProgress?.(Math.min(done + batch, count))
  }
  await jobs.endAll()
  const { code } = await host.stop()
  if (code !== 0) findings.fault('crash', `the host ended with status ${code} when it was asked to: ${host.said()}`)
  findings.figure('payloads to methods', calls)
  findings.figure('payloads to resources', addresses)
  findings.figure('ms, the slowest answer', `${Math.round(slowest.time)} (${slowest.name})`)
  findings.figure('MiB, the host at most', Math.round(peak / 2 ** 20))
}

type Sent = [name: string, fault: Parameters<Findings['fault']> | null]

/** A payload that fits its schema, or one that is changed, or neither. */
function payloadOf(name: (typeof methods)[number], living: Living, draw: Draw): unknown {
  if (draw.chance(0.04)) return garbage(draw)
  const domain = name.split('.')[0]
  const textOf = nameFor(living, domain)
  const made = draw.chance(0.15)
    ? structuredClone(minimalParams[name] as unknown)
    : valueOf(schemas.get(name)!, draw, textOf)
  return draw.chance(0.45) ? mutatePayload(made, draw) : made
}

async function call(host: Host, living: Living, draw: Draw): Promise<Sent> {
  let name = draw.pick(methods)
  // What a removal takes away has to be made again.
  if (/remove|clear|restart/.test(name) && draw.chance(0.9)) name = draw.pick(methods)
  const payload = payloadOf(name, living, draw)
  const text = JSON.stringify(payload) ?? 'undefined'
  if (text.length > 900_000) return [name, null]
  const told = `${name} ${text.slice(0, 1500)}`
  try {
    const ended = host.client.call(name, payload as never)
    return [name, await within(ended, told)]
  } catch (thrown) {
    const error = thrown as CirrusError
    if (isTyped(error.code) && error.code !== 'connection-lost') return [name, null]
    if (error.code === 'connection-lost')
      return [name, host.isAlive ? ['crash', `${told}: the socket was closed`] : null]
    return [
      name,
      ['untyped', `${name}: ${error.code} ${error.message.slice(0, 200)}\n  ${told}\n  ${error.details ?? ''}`],
    ]
  }
}

async function ask(host: Host, living: Living, draw: Draw): Promise<Sent> {
  const address = addressFor(living, draw)
  const name = address.split('?')[0].slice(0, 60)
  try {
    const answer = host.get(address)
    const fault = await within(answer, address)
    if (fault) return [name, fault]
    const { status, text } = await answer
    const isBug = status >= 500 && /^(Internal error|Cirrus failed)/.test(text)
    return [name, isBug ? ['untyped', `${text.slice(0, 200).trim()}\n  ${address.slice(0, 1500)}`] : null]
  } catch (error) {
    return [name, host.isAlive ? ['untyped', `${(error as Error).message}\n  ${address.slice(0, 1500)}`] : null]
  }
}

async function within(work: Promise<unknown>, told: string): Promise<Parameters<Findings['fault']> | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), callLimit)))
  try {
    work.catch(() => {})
    const end = await Promise.race([work, late])
    return end === 'late' ? ['hang', `no answer within ${callLimit / 1000} s\n  ${told}`] : null
  } finally {
    clearTimeout(timer)
  }
}
