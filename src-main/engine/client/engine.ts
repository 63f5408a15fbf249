import type { Device } from '../../../src-preload/contract/devices.ts'
import type { CallOptions } from '../../../src-preload/rpc/client.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { MethodName, ParamsInputOf, ProgressOf, ResultOf } from '../../../src-preload/rpc/table.ts'
import type { EngineContract } from '../contract.ts'
import type { EngineDescription } from '../outcomes.ts'
import { beginLife, type EngineDeath, type EngineLife } from './engine-life.ts'
import type { ThreadUse } from './engine-environment.ts'
import type { EngineLauncher } from './engine-process.ts'
import { gpuUnused, hung, silent, stopped } from './engine-state.ts'

/** Milliseconds. */
export interface EngineTimes {
  /**
   * From start to the first answer. TensorFlow loads in 0.4 s from a warm disk, but CUDA's first initialisation is
   * slow.
   */
  startLimit: number
  /** An engine silent for this long is shown as unresponsive; tracing and long steps can block it for seconds. */
  silenceLimit: number
  /**
   * An engine that was asked to stop counts as hung once it is silent for this much longer than its longest silence at
   * work.
   */
  stopLimit: number
  /** Before the first restart; doubled for each further one. */
  backOff: number
}
const defaultTimes: EngineTimes = { startLimit: 60_000, silenceLimit: 30_000, stopLimit: 2000, backOff: 500 }

/** Number of deaths in a row, without an answered call in between, after which it is not restarted. */
const maxDeaths = 4

export interface Engine {
  /**
   * Calls a method of the engine process, starting it if necessary. Rejects with CirrusError `engine-lost` if it dies.
   */
  call<K extends MethodName<EngineContract>>(
    name: K,
    params: ParamsInputOf<EngineContract, K>,
    options?: CallOptions<ProgressOf<EngineContract, K>>,
  ): Promise<ResultOf<EngineContract, K>>
  state(): Device
  /** Starts it in the background; failures appear in the state. */
  start(): void
  /** Kills the process, whatever it is doing, and starts a new one. */
  restart(): void
  /**
   * Call this when its current work should stop: until the promise settles, the process is killed once it has been
   * silent for `stopLimit` longer than ever before. Its calls are rejected with CirrusError `engine-hung`.
   * @param allowance milliseconds of silence to allow in addition
   */
  endIfHung(until: Promise<unknown>, allowance?: number): void
  /** Uses its threads so from now on; an idle process is restarted for it. */
  use(threads: ThreadUse): void
  /**
   * Restarts the process, once it is idle, if its environment has changed since it was started: also one that failed,
   * as the reason may be gone.
   */
  renew(): void
  /** Ends the process for good. */
  close(): Promise<void>
}

/**
 * Supervises an engine process: starts it, watches its heartbeat, reports why it died, and restarts it with growing
 * delays until it has died too often in a row.
 * @param options.onChange called at every change of state
 */
export function superviseEngine(options: {
  launcher: EngineLauncher
  /** Its name and role, as shown to the user. */
  id?: string
  role?: Device['role']
  /** Called at every start. */
  environment?(threads: ThreadUse): Readonly<Record<string, string>>
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
  let threads: ThreadUse = 'within'
  /** A note on the device, shown unless there is something worse to report. */
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
    const variables = environment(threads)
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
    const { kind, name, memoryBytes, tensorflowVersion } = description
    const { intraOp, interOp } = description.threads
    const device = {
      kind,
      name,
      memoryTotal: memoryBytes,
      tensorflow: tensorflowVersion,
      threads: intraOp === 1 ? interOp : intraOp,
    }
    change({ state: awake(), ...device, failure: warning })
  }

  /** The process is alive but unusable, for example because TensorFlow is missing: a restart would not help. */
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
      const message = `${reason.message} It died ${deaths} times in a row and is no longer restarted automatically.`
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
    if ((!life && state.state !== 'failed') || working > 0 || given === JSON.stringify(environment(threads))) return
    launchAnew('The engine was restarted with new options.')
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
        // Two checks in a row: after a pause of this process the timer fires before the waiting messages are read.
        const wasLate = late
        const silence = own?.silence() ?? 0
        late = silence > Math.max(allowance, own?.longestSilence() ?? 0) + times.stopLimit
        if (late && wasLate && life === own) own!.end(hung(silence))
      }, times.stopLimit / 8).unref()
      const stopWatching = () => clearInterval(watch)
      until.then(stopWatching, stopWatching)
    },
    use(wanted) {
      threads = wanted
      renew()
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
