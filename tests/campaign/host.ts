import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { WebSocket } from 'ws'
import { contract, type CirrusContract } from '../../src-preload/contract/index.ts'
import { createClient, type Client } from '../../src-preload/rpc/client.ts'
import { webSocketPort, type Socket } from '../../src-preload/rpc/web-socket-port.ts'
import { letIn, openSocket, visit, type Answer } from '../serve/visit.ts'

export interface HostOptions {
  home: string
  /** Folder of a built window. */
  window: string
  /** Working folder of the process. */
  cwd: string
  /** The engine's program; the real one if omitted. */
  engine?: string
  clockJumps?: boolean
  /** Whether clock and timers of it and its engines run faster (hurry-clock.ts). */
  hurries?: boolean
}

/** A host in a process of its own, connected to as a window is. */
export interface Host {
  readonly pid: number
  /** Milliseconds from the start of the process until its address was printed. */
  readonly startTime: number
  /** Its address, and the cookie of a visitor who was let in. */
  readonly address: string
  readonly cookie: string
  readonly client: Client<CirrusContract>
  get(address: string): Promise<Answer>
  /** Connects anew, as after a socket that was closed. */
  connect(): Promise<Client<CirrusContract>>
  /** Processes that it started. */
  children(): number[]
  /** How it ended, once it has. */
  readonly ended: Promise<{ code: number | null; signal: string | null }>
  readonly isAlive: boolean
  /** What it has written to its error stream, the end of it. */
  said(): string
  kill(): Promise<void>
  /** Asks it to end, and waits for it. */
  stop(): Promise<{ code: number | null; signal: string | null }>
}

const hurryClock = new URL('hurry-clock.ts', import.meta.url).href
const program = fileURLToPath(new URL('host-process.ts', import.meta.url))

/** An engine without TensorFlow, whose trainings take milliseconds. */
export const madeEngine = fileURLToPath(new URL('../application/made-engine-process.ts', import.meta.url))

/** @throws Error with what the host said, if it ends before it serves */
export async function startHost({
  home,
  window,
  cwd,
  engine,
  clockJumps = false,
  hurries = false,
}: HostOptions): Promise<Host> {
  const began = performance.now()
  const flags = [...(engine === undefined ? [] : ['--engine', engine]), ...(clockJumps ? ['--clock-jumps'] : [])]
  const args = ['--disable-warning=ExperimentalWarning', program, '--home', home, '--window', window, ...flags]
  const env = hurries ? { ...process.env, NODE_OPTIONS: `--import=${hurryClock}`, CIRRUS_HURRY: '' } : process.env
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (errors = (errors + text).slice(-20_000)))
  // It would outlive a campaign that fails.
  const abandon = () => void child.kill('SIGKILL')
  process.once('exit', abandon)
  let isAlive = true
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('close', (code, signal) => {
      isAlive = false
      process.off('exit', abandon)
      resolve({ code, signal })
    }),
  )
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then(({ code, signal }) => {
      throw new Error(`The host ended before it served (${signal ?? `status ${code}`}):\n${errors}`)
    }),
  ])
  const startTime = performance.now() - began
  const { address } = JSON.parse(line) as { address: string }
  const cookie = await letIn(address)
  const headers = { cookie, origin: new URL(address).origin }
  const connect = async () => {
    const socket = await openSocket(address, headers)
    if (typeof socket === 'number') throw new Error(`The host refused the socket: ${socket}`)
    return createClient(contract, webSocketPort(socket satisfies WebSocket as unknown as Socket))
  }
  return {
    pid: child.pid!,
    startTime,
    address,
    cookie,
    client: await connect(),
    connect,
    get: (path) => visit(address, path, { cookie }),
    children: () => childrenOf(child.pid!),
    ended,
    get isAlive() {
      return isAlive
    },
    said: () => errors,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** Processes that a process started, of Linux. */
function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    return text === '' ? [] : text.split(' ').map(Number)
  } catch {
    return []
  }
}

/** Whether a process is alive; one that has ended and waits to be taken note of is not. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Bytes that a process has resident, at most so far and now, and its open handles. */
export function resourcesOf(pid: number): { peak: number; resident: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const bytes = (key: string) => 1024 * Number(new RegExp(`${key}:\\s*(\\d+) kB`).exec(status)?.[1] ?? 0)
  return { peak: bytes('VmHWM'), resident: bytes('VmRSS') }
}
