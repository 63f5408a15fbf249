import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { FileFormatError } from '../../src-main/files/file-format-error.ts'
import { FitsError } from '../../src-main/sky/fits/fits-error.ts'
import { UsageError, WorkFailure } from '../../src-main/terminal/exit-code.ts'
import { run, type AddCommand } from '../../src-main/terminal/run.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'

/** Runs `cirrus work` with the given action, and captures its output. */
async function runWith(work: (terminal: Parameters<AddCommand>[1]) => unknown, words = ['work']) {
  const caught = { stdout: '', stderr: '' }
  const into = (name: keyof typeof caught) =>
    new Writable({ write: (chunk, _, done) => ((caught[name] += chunk), done()) })
  const add: AddCommand = (program, terminal) =>
    program
      .command('work')
      .option('--json', 'one object')
      .action(async () => void (await work(terminal)))
  const streams = { stdout: into('stdout'), stderr: into('stderr') }
  const code = await run(words, [add], { streams, signals: ['SIGUSR2'] })
  return { code, ...caught }
}
const failing = (error: unknown) => runWith(() => Promise.reject(error))

describe('how a command ends', () => {
  it('with 0 when it is done, its result on stdout and its notes on stderr', async () => {
    const ended = await runWith(({ output }) => {
      output.note('looking')
      output.line('42')
    })
    expect(ended).toEqual({ code: 0, stdout: '42\n', stderr: 'looking\n' })
  })

  it.each([
    ['usage', 2, new UsageError('--lon takes a number'), 'cirrus: --lon takes a number\n'],
    ['parameters', 2, new CirrusError('invalid-params', 'step must be above 0.'), 'cirrus: step must be above 0.\n'],
    ['a map', 3, new FitsError('a.fits', 'HDU 1', 'no map'), 'cirrus: a.fits, HDU 1: no map.\n'],
    [
      'a file',
      3,
      new FileFormatError('a.npy', 'byte 0', 'not a .npy file'),
      'cirrus: a.npy, byte 0: not a .npy file.\n',
    ],
    [
      'a conflict',
      3,
      new CirrusError('conflict', 'd already holds a dataset.'),
      'cirrus: d already holds a dataset.\n',
    ],
    ['work', 1, new WorkFailure('all trials failed'), 'cirrus: all trials failed\n'],
    ['the engine', 1, new CirrusError('engine-failed', 'The engine ended.'), 'cirrus: The engine ended.\n'],
  ])('with the code and the message of an error about %s', async (_, code, error, stderr) => {
    expect(await failing(error)).toEqual({ code, stdout: '', stderr })
  })

  it('with a message for a system error of a file, and without its stack', async () => {
    const error = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' })
    expect(await failing(error)).toEqual({
      ...{ code: 3, stdout: '' },
      stderr: 'cirrus: The disk is full. No partial file was left; free some space and try again.\n',
    })
  })

  it('with 1 and the stack for a defect, as a report needs it', async () => {
    const { code, stderr } = await failing(new TypeError('x is not a function'))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^cirrus: TypeError: x is not a function\n +at /)
  })

  it('with 2 for a command or an option that does not exist, and refers to the help', async () => {
    expect(await runWith(() => undefined, ['play'])).toMatchObject({ code: 2, stdout: '' })
    const { code, stderr } = await runWith(() => undefined, ['work', '--fast'])
    expect(code).toBe(2)
    expect(stderr).toContain("unknown option '--fast'")
    expect(stderr).toContain('(cirrus --help lists the commands)')
  })

  it('with 130 when stopped, whether the work notices at once or finishes first', async () => {
    const stop = () => void process.emit('SIGUSR2')
    const thrown = await runWith(({ signal }) => {
      stop()
      signal.throwIfAborted()
    })
    expect(thrown).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('stopping; press Ctrl-C again to quit at once'),
    })
    expect((await runWith(stop)).code).toBe(130)
    expect(process.listenerCount('SIGUSR2')).toBe(0)
  })
})

describe('help', () => {
  it('is the requested output: exit code 0, on stdout', async () => {
    const help = await runWith(() => undefined, ['work', '--help'])
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toMatch(/--json +one object/)
    expect((await runWith(() => undefined, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+/)
  })
})
