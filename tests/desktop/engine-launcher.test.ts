import { EventEmitter } from 'node:events'
import { constants } from 'node:os'
import * as electron from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { utilityProcessLauncher } from '../../src-main/desktop/engine-launcher.ts'
import { exitReason } from '../../src-main/engine/client/exit-reason.ts'
import type { FakeElectron } from './fake-electron.ts'

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron())
const { utilityProcess } = electron as unknown as FakeElectron

const createChild = () =>
  Object.assign(new EventEmitter(), {
    pid: undefined as number | undefined,
    stderr: new EventEmitter(),
    postMessage: vi.fn(),
    kill: vi.fn(),
  })

describe('utilityProcessLauncher', () => {
  let child: ReturnType<typeof createChild>
  let engine: ReturnType<ReturnType<typeof utilityProcessLauncher>>
  beforeEach(() => {
    child = createChild()
    utilityProcess.fork.mockReset().mockReturnValue(child)
    engine = utilityProcessLauncher('/app/engine.js')({ TF_CPP_MIN_LOG_LEVEL: '2' })
  })

  it('starts the program with the given environment added', () => {
    const [program, args, { env, stdio }] = utilityProcess.fork.mock.calls[0]
    expect([program, args, stdio]).toEqual(['/app/engine.js', [], ['ignore', 'ignore', 'pipe']])
    expect(env).toEqual({ ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' })
  })

  it('passes on messages in both directions, stderr output and the exit', () => {
    const [messages, output, exits] = [vi.fn(), vi.fn(), vi.fn()]
    engine.onMessage(messages)
    engine.onOutput(output)
    engine.onExit(exits)
    engine.post({ kind: 'hello' })
    child.emit('message', { kind: 'result' })
    child.stderr.emit('data', Buffer.from('out of memory'))
    child.emit('exit', 1)
    expect(child.postMessage).toHaveBeenCalledWith({ kind: 'hello' })
    expect(messages).toHaveBeenCalledWith({ kind: 'result' })
    expect(output).toHaveBeenCalledWith('out of memory')
    expect(exits).toHaveBeenCalledWith({ code: 1, signal: null })
  })

  it.runIf(process.platform === 'linux').each([
    ['its own exit', 0, { code: 0, signal: null }],
    ['an uncaught error', 1, { code: 1, signal: null }],
    ['exit(3) of a library', 0x0300, { code: 3, signal: null }],
    ['the system that ran out of memory', 9, { code: null, signal: 'SIGKILL' }],
    ['a failed assertion', 6, { code: null, signal: 'SIGABRT' }],
    ['a wrong address, with a core dumped', 0x80 + 11, { code: null, signal: 'SIGSEGV' }],
  ])('knows an exit code from a signal: ended by %s', (_, status, exit) => {
    const exits = vi.fn()
    engine.onExit(exits)
    child.emit('exit', status)
    expect(exits).toHaveBeenCalledWith(exit)
  })

  it('reports a killed process as such, with a hint about memory', () => {
    const exits = vi.fn()
    engine.onExit(exits)
    child.emit('exit', constants.signals.SIGKILL)
    expect(exitReason(exits.mock.calls[0][0], '')).toMatchObject({
      code: 'engine-killed',
      message: expect.stringContaining('ran out of memory'),
    })
  })

  it('knows the process id once the process exists', () => {
    expect(engine.pid).toBeUndefined()
    child.pid = 4242
    expect(engine.pid).toBe(4242)
  })

  it('kills with SIGKILL, which works even inside a native call', () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
    child.pid = 4242
    engine.kill()
    expect(kill).toHaveBeenCalledWith(4242, 'SIGKILL')
    kill.mockRestore()
  })

  it('asks Electron to end a process without an id yet', () => {
    engine.kill()
    expect(child.kill).toHaveBeenCalledOnce()
  })
})
