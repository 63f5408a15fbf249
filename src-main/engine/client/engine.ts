import type { Device } from '../../../src-preload/contract/devices.ts'
import type { CallOptions } from '../../../src-preload/rpc/client.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { MethodName, ParamsInputOf, ProgressOf, ResultOf } from '../../../src-preload/rpc/table.ts'
import type { EngineContract, EngineDescription } from '../contract.ts'
import { beginLife, type EngineDeath, type EngineLife } from './engine-life.ts'
import type { EngineLauncher } from './engine-process.ts'
import { gpuUnused, hung, silent, stopped } from './engine-state.ts'

/** Milliseconds. */
export interface EngineTimes {
  /** From start to the first answer: TensorFlow loads in 0.4 s from a warm disk, but a cold CUDA takes its time. */
  startLimit: number
  /** Without a word for so long the engine counts as unresponsive; tracing and long steps block it for seconds. */
  silenceLimit: number
  /** Being silent for so much longer than ever at work, an engine that was asked to stop counts as hung. */
  stopLimit: number
  /** Before the first restart; doubled for each one after it. */
  backOff: number
}
const defaultTimes: EngineTimes = { startLimit: 60_000, silenceLimit: 30_000, stopLimit: 2000, backOff: 500 }

/** Deaths in a row, without an answered call between them, after which it stays down. */
const maxDeaths = 4

export interface Engine {
  /** Calls a method of the engine process; starts it if need be. Rejects with CirrusError `engine-lost` when it dies. */
  call<K extends MethodName<EngineContract>>(
    name: K,
    params: ParamsInputOf<EngineContract, K>,
    options?: CallOptions<ProgressOf<EngineContract, K>>,
  ): Promise<ResultOf<EngineContract, K>>
  state(): Device
  /** Starts it in the background; failures show in the state. */
  start(): void
  /** Ends the process, whatever it does, and starts it anew. */
  restart(): void
  /**
   * To be called when what it does should stop: from now on until the promise settles, the process is ended if it is
   * silent for `stopLimit` longer than ever before. Its calls are rejected with CirrusError `engine-hung`.
   * @param allowance milliseconds of silence that are to be expected anyway
   */
  endIfHung(until: Promise<unknown>, allowance?: number): void
  /** Starts the process anew, once it is idle, where its environment is no longer what it was started with. */
  renew(): void
  /** Ends the process for good. */
  close(): Promise<void>
}

/**
 * Supervises an engine process: starts it, hears its heartbeat, says why it died, and starts it again with growing
 * pauses, until it has died too often in a row.
 * @param options.onChange told of every change of the state
 */
export function superviseEngine(options: {
  launcher: EngineLauncher
  /** Its name and its part of the work, as they are shown. */
  id?: string
  role?: Device['role']
  /** Asked at every start. */
  environment?(): Readonly<Record<string, string>>
  onChange?(state: Device): void
  times?: Partial<EngineTimes>
}): Engine {
  const { launcher, id = 'training', role = 'training', environment = () => ({}) } = options
  const times = { ...defaultTimes, ...options.times }
  let life: EngineLife | null = null
  let restartTimer: NodeJS.Timeout | undefined
  let closing = false
  let deaths = 0
  let working = 0
  /** A word on the device that holds as long as nothing worse is to be said. */
  let warning: Device['failure'] = null
  let state: Device = stopped(id, role)
  /** What the process was started with. */
  let given = ''

  const change = (changes: Partial<Device>) => {
    state = { ...state, ...changes }
    options.onChange?.(state)
  }
  const awake = (): 'busy' | 'ready' => (working > 0 ? 'busy' : 'ready')

  function launch(): EngineLife {
    clearTimeout(restartTimer)
    warning = null
    const variables = environment()
    given = JSON.stringify(variables)
    const own = beginLife(launcher(variables), {
      startLimit: times.startLimit,
      onEnd: (death) => life === own && afterDeath(death),
    })
    own.client.on('heartbeat', ({ memoryUsed }) => {
      if (life === own && state.state !== 'starting') change({ state: awake(), memoryUsed, failure: warning })
    })
    own.description.then(
      (description) => life === own && welcome(description),
      (error: CirrusError) => life === own && error.code !== 'engine-lost' && giveUp(own, error),
    )
    change({ state: 'starting', pid: own.pid, failure: null })
    return own
  }

  function welcome(description: EngineDescription) {
    warning = description.unusedGpu === null ? null : gpuUnused(description.unusedGpu)
    const { kind, name, memoryBytes, tensorflowVersion, threads } = description
    const device = { kind, name, memoryTotal: memoryBytes, tensorflow: tensorflowVersion, threads: threads.intraOp }
    change({ state: awake(), ...device, failure: warning })
  }

  /** The process lives but is of no use, for want of TensorFlow say: starting it again would not help. */
  function giveUp(own: EngineLife, { code, message, details }: CirrusError) {
    life = null
    own.end({ code, message })
    change({ state: 'failed', pid: null, failure: { code, message, details } })
  }

  function afterDeath({ reason, output }: EngineDeath) {
    life = null
    deaths++
    const details = output || undefined
    const nobody = { pid: null, memoryUsed: null }
    if (deaths >= maxDeaths) {
      const message = `${reason.message} It died ${deaths} times in a row and is not started again by itself.`
      return change({ state: 'failed', ...nobody, failure: { code: 'engine-failed', message, details } })
    }
    change({ state: 'stopped', ...nobody, restarts: state.restarts + 1, failure: { ...reason, details } })
    restartTimer = setTimeout(() => (life ??= launch()), times.backOff * 2 ** (deaths - 1)).unref()
  }

  const watch = setInterval(
    () => {
      const silence = life?.silence() ?? 0
      if ((state.state !== 'ready' && state.state !== 'busy') || silence <= times.silenceLimit) return
      change({ state: 'unresponsive', failure: silent(silence) })
    },
    Math.min(1000, times.silenceLimit / 4),
  ).unref()

  function launchAnew(reason: string) {
    deaths = 0
    const old = life
    life = null
    old?.end({ code: 'engine-lost', message: reason })
    change({ ...stopped(id, role), restarts: state.restarts })
    life = launch()
  }

  function renew() {
    if (!life || working > 0 || given === JSON.stringify(environment())) return
    launchAnew('The engine was started anew with other options.')
  }

  function current(): EngineLife {
    if (closing) throw new CirrusError('engine-lost', 'Cirrus is closing.')
    if (!life && state.state === 'failed') {
      const { code, message = 'The engine failed.', details } = state.failure ?? {}
      throw new CirrusError(code === 'engine-missing' ? code : 'engine-failed', message, details)
    }
    life ??= launch()
    return life
  }

  return {
    async call(name, params, callOptions) {
      const own = current()
      working++
      try {
        await own.description
        if (life === own) change({ state: 'busy' })
        const result = await own.client.call(name, params, callOptions)
        deaths = 0
        return result
      } catch (error) {
        throw own.explain(error)
      } finally {
        working--
        if (state.state === 'busy') change({ state: awake() })
        renew()
      }
    },
    state: () => state,
    start() {
      if (!life && !closing) life = launch()
    },
    restart() {
      if (closing) return
      state = { ...state, restarts: state.restarts + 1 }
      launchAnew('The engine was restarted.')
    },
    endIfHung(until, allowance = 0) {
      const own = life
      let late = false
      const watch = setInterval(() => {
        // Twice in a row: after a pause of this process the timer comes before the messages that wait to be read.
        const wasLate = late
        const silence = own?.silence() ?? 0
        late = silence > Math.max(allowance, own?.longestSilence() ?? 0) + times.stopLimit
        if (late && wasLate && life === own) own!.end(hung(silence))
      }, times.stopLimit / 8).unref()
      const stopWatching = () => clearInterval(watch)
      until.then(stopWatching, stopWatching)
    },
    renew,
    async close() {
      closing = true
      clearInterval(watch)
      clearTimeout(restartTimer)
      const old = life
      life = null
      old?.end({ code: 'engine-lost', message: 'Cirrus is closing.' })
      await old?.ended
      change({ state: 'stopped', pid: null, memoryUsed: null, failure: null })
    },
  }
}
