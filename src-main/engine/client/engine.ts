import type { Device } from '../../../src-preload/contract/host.ts'
import { createClient, type CallOptions, type Client } from '../../../src-preload/rpc/client.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { createListeners } from '../../../src-preload/rpc/listeners.ts'
import type { MethodName, ParamsInputOf, ProgressOf, ResultOf } from '../../../src-preload/rpc/table.ts'
import { engineContract, type EngineContract, type EngineDescription } from '../contract.ts'
import type { EngineLauncher, EngineProcess } from './engine-process.ts'
import { exitReason } from './exit-reason.ts'

/** Milliseconds. */
export interface EngineTimes {
  /** From start to the first answer: TensorFlow loads in 0.4 s from a warm disk, but a cold CUDA takes its time. */
  startLimit: number
  /** Without a heartbeat for so long the engine counts as unresponsive; tracing and long steps block it for seconds. */
  silenceLimit: number
  /** Before the first restart; doubled for each one after it. */
  backOff: number
}
const defaultTimes: EngineTimes = { startLimit: 60_000, silenceLimit: 30_000, backOff: 500 }

/** Deaths in a row, without an answered call between them, after which it stays down. */
const maxDeaths = 4

/** The engine's state, without what the catalog and the window add. */
export type EngineState = Device

export interface Engine {
  /** Calls a method of the engine process; starts it if need be. Rejects with CirrusError `engine-lost` when it dies. */
  call<K extends MethodName<EngineContract>>(
    name: K,
    params: ParamsInputOf<EngineContract, K>,
    options?: CallOptions<ProgressOf<EngineContract, K>>,
  ): Promise<ResultOf<EngineContract, K>>
  state(): EngineState
  /** Starts it in the background; failures show in the state. */
  start(): void
  /** Ends the process, whatever it does, and starts it anew. */
  restart(): void
  /** Ends the process for good. */
  close(): Promise<void>
}

interface Life {
  process: EngineProcess
  client: Client<EngineContract>
  /** Resolves when the engine has said what it runs on. */
  ready: Promise<void>
  lastHeard: number
  ended: Promise<void>
}

/**
 * Supervises an engine process: starts it, hears its heartbeat, says why it died, and starts it again with growing
 * pauses, until it has died too often in a row.
 * @param onChange told of every change of the state
 */
export function superviseEngine(options: {
  launcher: EngineLauncher
  environment?: Readonly<Record<string, string>>
  onChange?(state: EngineState): void
  times?: Partial<EngineTimes>
}): Engine {
  const times = { ...defaultTimes, ...options.times }
  let life: Life | null = null
  let restartTimer: NodeJS.Timeout | null = null
  let closing = false
  let deaths = 0
  let working = 0
  let death = 'The engine process ended.'
  let state: EngineState = {
    state: 'stopped',
    kind: null,
    name: null,
    memoryUsed: null,
    memoryTotal: null,
    tensorflow: null,
    threads: null,
    pid: null,
    restarts: 0,
    failure: null,
  }

  const change = (changes: Partial<EngineState>) => {
    state = { ...state, ...changes }
    options.onChange?.(state)
  }
  const awake = (): 'busy' | 'ready' => (working > 0 ? 'busy' : 'ready')

  function launch(): Life {
    if (restartTimer) clearTimeout(restartTimer)
    restartTimer = null
    change({ state: 'starting', failure: null })
    const engineProcess = options.launcher({ ...options.environment })
    let output = ''
    engineProcess.onOutput((text) => (output = (output + text).slice(-4000)))
    const { receive, closed, onMessage, onClose } = createListeners()
    engineProcess.onMessage(receive)
    const port = { post: engineProcess.post, onMessage, onClose, close: engineProcess.kill }
    const client = createClient(engineContract, port)
    const own: Life = {
      process: engineProcess,
      client,
      ready: Promise.resolve(),
      lastHeard: Date.now(),
      ended: new Promise((resolve) => {
        engineProcess.onExit((exit) => {
          death = exitReason(exit, output)
          closed(death)
          if (life === own) afterDeath(output)
          resolve()
        })
      }),
    }
    own.ready = describe(own)
    own.ready.catch(() => {})
    client.on('heartbeat', ({ memoryUsed }) => {
      own.lastHeard = Date.now()
      if (life !== own || state.state === 'starting' || state.state === 'failed') return
      change({ state: awake(), memoryUsed, failure: null })
    })
    change({ pid: engineProcess.pid ?? null })
    return own
  }

  async function describe(own: Life): Promise<void> {
    const limit = AbortSignal.timeout(times.startLimit)
    let description: EngineDescription
    try {
      description = await own.client.call('engine.describe', {}, { signal: limit })
    } catch (error) {
      const failure = limit.aborted
        ? new CirrusError('engine-failed', `The engine process did not answer within ${times.startLimit / 1000} s of its start. Restart it; cirrus doctor says what it finds.`)
        : (error as CirrusError)
      if (life === own && failure.code !== 'connection-lost') {
        // It is alive but of no use, for want of TensorFlow say: starting it again would not help.
        life = null
        own.process.kill()
        change({ state: 'failed', pid: null, failure: { code: failure.code, message: failure.message, details: failure.details } })
      }
      throw failure
    }
    if (life !== own) return
    own.lastHeard = Date.now()
    change({
      state: awake(),
      kind: description.kind,
      name: description.name,
      memoryTotal: description.memoryBytes,
      tensorflow: description.tensorflowVersion,
      threads: description.cores,
      failure: description.unusedGpu
        ? { code: 'gpu-unused', message: `${description.unusedGpu} is not used: TensorFlow found no GPU it can run on. cirrus doctor says why.` }
        : null,
    })
  }

  function afterDeath(output: string) {
    life = null
    deaths++
    const failure = { code: 'engine-lost', message: death, details: output || undefined }
    if (closing) return change({ state: 'stopped', pid: null, failure: null })
    if (deaths >= maxDeaths) {
      return change({
        state: 'failed',
        pid: null,
        failure: { ...failure, code: 'engine-failed', message: `${death} It died ${deaths} times in a row and is not started again by itself.` },
      })
    }
    change({ state: 'stopped', pid: null, memoryUsed: null, restarts: state.restarts + 1, failure })
    restartTimer = setTimeout(() => (life ??= launch()), times.backOff * 2 ** (deaths - 1))
    restartTimer.unref()
  }

  const watch = setInterval(() => {
    if (!life || (state.state !== 'ready' && state.state !== 'busy')) return
    const silence = Date.now() - life.lastHeard
    if (silence > times.silenceLimit) {
      change({
        state: 'unresponsive',
        failure: { code: 'unresponsive', message: `The engine has been silent for ${Math.round(silence / 1000)} s. It may be in a very long step; restart it if it does not come back. Checkpoints are safe.` },
      })
    }
  }, Math.min(1000, times.silenceLimit / 4))
  watch.unref()

  async function current(): Promise<Life> {
    if (closing) throw new CirrusError('engine-lost', 'Cirrus is closing.')
    if (!life && state.state === 'failed') throw new CirrusError('engine-failed', state.failure?.message ?? death, state.failure?.details)
    life ??= launch()
    const own = life
    await own.ready
    return own
  }

  return {
    async call(name, params, callOptions) {
      working++
      try {
        const own = await current()
        change({ state: 'busy' })
        const result = await own.client.call(name, params, callOptions)
        deaths = 0
        return result
      } catch (error) {
        throw error instanceof CirrusError && error.code === 'connection-lost' ? new CirrusError('engine-lost', death) : error
      } finally {
        working--
        if (state.state === 'busy') change({ state: awake() })
      }
    },
    state: () => state,
    start() {
      if (!life && !closing) life = launch()
    },
    restart() {
      deaths = 0
      const old = life
      life = null
      death = 'The engine was restarted.'
      old?.process.kill()
      change({ restarts: state.restarts + 1 })
      life = launch()
    },
    async close() {
      closing = true
      clearInterval(watch)
      if (restartTimer) clearTimeout(restartTimer)
      const old = life
      old?.process.kill()
      await old?.ended
      change({ state: 'stopped', pid: null })
    },
  }
}
