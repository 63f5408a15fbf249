import { readdirSync, readFileSync, readlinkSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cacheEntries, fakeCheckout, type FakeCheckout, isRunning } from './fake-checkout.ts'

let checkout: FakeCheckout
beforeEach(() => {
  checkout = fakeCheckout()
})
afterEach(() => checkout.remove())

const everything = ['npm', 'pip', 'unpack', 'g++']
const tfjs = () => join(checkout.root, 'node_modules/@tensorflow/tfjs-node-gpu')
const room = () =>
  join(
    checkout.cache,
    cacheEntries(checkout).find((name) => name.startsWith('tensorflow-2.21.0-'))!,
  )

describe('a fresh checkout', () => {
  test('is set up by the first command, and the second one does nothing, silently', async () => {
    const first = await checkout.run('cirrus.mjs', ['map', '0'])
    expect(first.status).toBe(0)
    expect(first.stdout).toBe('{"args":["map","0"]}\n')
    expect(first.stderr).toMatch(/Setting up Cirrus[^]*✓ npm packages[^]*✓ TensorFlow 2.21.0 for the CPU[^]*on the CPU/)
    expect(checkout.log()).toEqual(everything)
    const second = await checkout.run('cirrus.mjs', ['map', '0'])
    expect(second).toEqual({ status: 0, stdout: '{"args":["map","0"]}\n', stderr: '' })
    expect(checkout.log()).toEqual(everything)
  })

  test('keeps only the needed files of the wheel, by version, flavour, platform and checksum', async () => {
    await checkout.run('cirrus.mjs')
    const names = cacheEntries(checkout)
    expect(names).toHaveLength(2)
    expect(names[0]).toMatch(/^binding-tfjs-4\.22\.0-\w+-\w+-napi8-[0-9a-f]{8}\.node$/)
    expect(names[1]).toMatch(/^tensorflow-2\.21\.0-cpu-\w+-\w+-[0-9a-f]{8}$/)
    expect(readdirSync(join(room(), 'tensorflow')).sort()).toEqual([
      'include',
      'libtensorflow_cc.so.2',
      'libtensorflow_framework.so.2',
    ])
    expect(readdirSync(room()).sort()).toEqual(['manifest.json', 'tensorflow'])
  })

  test('links the folder of the libraries, so that $ORIGIN/../nvidia resolves', async () => {
    await checkout.run('cirrus.mjs')
    expect(readlinkSync(join(tfjs(), 'deps/lib'))).toBe(join(room(), 'tensorflow'))
  })

  test('gets the CUDA libraries of the extra and-cuda next to TensorFlow', async () => {
    await checkout.run('cirrus.mjs', [], { CIRRUS_TENSORFLOW: 'cuda' })
    expect(readdirSync(room()).sort()).toEqual(['manifest.json', 'nvidia', 'tensorflow'])
    expect(readdirSync(join(room(), 'nvidia/cublas'))).toEqual(['lib'])
  })
})

describe('completed work', () => {
  test('a changed lock file reinstalls the packages, but downloads and compiles nothing', async () => {
    await checkout.run('cirrus.mjs')
    writeFileSync(join(checkout.root, 'package-lock.json'), '{"packages":{"":{},"node_modules/y":{"version":"2.0.0"}}}')
    expect((await checkout.run('cirrus.mjs')).status).toBe(0)
    expect(checkout.log()).toEqual([...everything, 'npm'])
  })

  test('packages installed by hand to match the lock file are kept', async () => {
    await checkout.run('cirrus.mjs')
    const modules = join(checkout.root, 'node_modules')
    const packages = { 'node_modules/@tensorflow/tfjs-node-gpu': { version: '4.22.0' } }
    writeFileSync(join(modules, '.package-lock.json'), JSON.stringify({ packages }))
    writeFileSync(join(checkout.root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }))
    await checkout.run('cirrus.mjs')
    expect(checkout.log()).toEqual(everything)
  })

  test('the window is built once for the same sources, and rebuilt when one changes', async () => {
    await checkout.run('start.mjs')
    await checkout.run('start.mjs')
    expect(checkout.log().filter((name) => name === 'build')).toHaveLength(1)
    writeFileSync(join(checkout.root, 'src-main/new.ts'), 'export const one = 1\n')
    await checkout.run('start.mjs')
    expect(checkout.log().filter((name) => name === 'build')).toHaveLength(2)
  })
})

describe('a damaged cache', () => {
  test('with a truncated library is downloaded again', async () => {
    await checkout.run('cirrus.mjs')
    truncateSync(join(room(), 'tensorflow/libtensorflow_cc.so.2'), 100)
    const again = await checkout.run('cirrus.mjs', ['map'])
    expect(again.status).toBe(0)
    expect(again.stderr).toContain('tensorflow/libtensorflow_cc.so.2 has 100 instead of 7000 bytes')
    expect(checkout.log().filter((name) => name === 'pip')).toHaveLength(2)
  })

  test('with a library of the right size but wrong bytes is detected by checksum when it does not load', async () => {
    await checkout.run('cirrus.mjs')
    writeFileSync(join(room(), 'tensorflow/libtensorflow_cc.so.2'), 'x'.repeat(7000))
    const again = await checkout.run('cirrus.mjs', ['doctor'])
    expect(again.status).toBe(0)
    expect(again.stderr).toMatch(/TensorFlow does not load[^]*a different checksum[^]*✓ TensorFlow, loaded/)
  })

  test('with a broken addon has it compiled again', async () => {
    await checkout.run('cirrus.mjs')
    writeFileSync(join(checkout.cache, cacheEntries(checkout)[0]), 'ad')
    rmSync(join(tfjs(), 'lib'), { recursive: true })
    expect((await checkout.run('cirrus.mjs', ['train'])).status).toBe(0)
    expect(checkout.log()).toEqual([...everything, 'g++'])
  })

  test('a wheel that disagrees with its RECORD is refused and not kept', async () => {
    const spoilt = await checkout.run('cirrus.mjs', ['train'], { FAKE_WHEEL: 'spoilt.whl' })
    expect(spoilt.status).toBe(1)
    expect(spoilt.stderr).toContain('libtensorflow_cc.so.2 does not have the checksum of RECORD')
    expect((await checkout.run('cirrus.mjs', ['train'])).status).toBe(0)
  })
})

describe('an interruption', () => {
  const moments = ['npm', 'pip', 'unpack', 'g++']

  test.each(moments)(
    'by SIGKILL during %s leaves nothing running after the next start, which completes',
    async (moment) => {
      const first = checkout.start('cirrus.mjs', ['train'], { FAKE_HANG: moment })
      const orphan = await first.hanging()
      process.kill(first.pid, 'SIGKILL')
      await first.ended
      expect(isRunning(orphan)).toBe(true)
      const second = await checkout.run('cirrus.mjs', ['train'])
      expect(second.status).toBe(0)
      expect(isRunning(orphan)).toBe(false)
      expect(cacheEntries(checkout)).toHaveLength(2)
      expect(readFileSync(join(tfjs(), 'lib/napi-v8/tfjs_binding.node'), 'utf8')).toBe('addon')
    },
  )

  test.each(moments)('by Ctrl-C during %s stops it, says so, and the next start completes', async (moment) => {
    const first = checkout.start('cirrus.mjs', ['train'], { FAKE_HANG: moment })
    const child = await first.hanging()
    process.kill(first.pid, 'SIGINT')
    const { status, stderr } = await first.ended
    expect(status).toBe(130)
    expect(stderr).toContain('Interrupted. The next start continues from here.')
    await expect.poll(() => isRunning(child)).toBe(false)
    expect((await checkout.run('cirrus.mjs', ['train'])).status).toBe(0)
  })

  test('of a set-up that is taking over from a killed one leaves nothing running either', async () => {
    const first = checkout.start('cirrus.mjs', ['train'], { FAKE_HANG: 'g++' })
    const orphan = await first.hanging()
    process.kill(first.pid, 'SIGKILL')
    await first.ended
    for (const ms of [60, 90, 120]) {
      const next = checkout.start('cirrus.mjs', ['train'])
      await new Promise((resolve) => setTimeout(resolve, ms))
      process.kill(next.pid, 'SIGKILL')
      await next.ended
    }
    expect((await checkout.run('cirrus.mjs', ['train'])).status).toBe(0)
    expect(isRunning(orphan)).toBe(false)
    expect(
      cacheEntries(checkout).filter((name) => /^(tensorflow-.*[0-9a-f]{8}|binding-.*\.node)$/.test(name)),
    ).toHaveLength(2)
  })

  test('after one of several wheels does not download that one again', async () => {
    const first = checkout.start('cirrus.mjs', ['train'], { CIRRUS_TENSORFLOW: 'cuda', FAKE_HANG: 'nvidia' })
    await first.hanging()
    process.kill(first.pid, 'SIGKILL')
    await first.ended
    expect(checkout.log()).toEqual(['npm', 'pip', 'unpack', 'pip'])
    expect((await checkout.run('cirrus.mjs', ['train'], { CIRRUS_TENSORFLOW: 'cuda' })).status).toBe(0)
    expect(checkout.log()).toEqual(['npm', 'pip', 'unpack', 'pip', 'pip', 'unpack', 'g++'])
  })
})

describe('a missing tool is reported with the command that installs it', () => {
  test.each([
    ['npm', 'npm is missing.', /→ .*install.* npm/],
    ['python3', 'python3 is missing: its pip downloads TensorFlow.', /→ .*install.* python/],
    ['g++', 'A C++ compiler (g++) is missing', /→ .*(g\+\+|gcc)/],
  ])('%s', async (program, sentence, remedy) => {
    checkout.without(program)
    const { status, stderr } = await checkout.run('cirrus.mjs', ['train'])
    expect(status).toBe(1)
    expect(stderr).toContain(sentence)
    expect(stderr).toMatch(remedy)
  })

  test.each([
    ['pip', 'No module named pip', 'pip is missing: it downloads TensorFlow.'],
    ['pip', 'NewConnectionError: Temporary failure', 'tensorflow-cpu could not be downloaded: no network'],
    ['pip', 'OSError: [Errno 28] No space left on device', 'tensorflow-cpu could not be stored: the disk is full.'],
    ['npm', 'npm error code ENOTFOUND', 'The npm packages could not be downloaded: no network'],
    ['g++', 'fatal error: stdexcept', 'g++ could not build the binding to TensorFlow.'],
  ])('%s that says "%s"', async (program, message, sentence) => {
    const { status, stderr } = await checkout.run('cirrus.mjs', ['train'], {
      FAKE_FAIL: program,
      FAKE_MESSAGE: message,
    })
    expect(status).toBe(1)
    expect(stderr).toContain(sentence)
    expect(stderr).not.toMatch(/\bat .*\.mjs:\d+/)
  })

  test('and commands that do not need TensorFlow still run', async () => {
    checkout.without('g++')
    const { status, stdout } = await checkout.run('cirrus.mjs', ['doctor'])
    expect(status).toBe(0)
    expect(stdout).toBe('{"args":["doctor"]}\n')
  })
})

describe('handing over', () => {
  test('passes the exit status on', async () => {
    expect((await checkout.run('cirrus.mjs', ['map', '3'])).status).toBe(3)
  })

  test('passes a signal on', async () => {
    await checkout.run('cirrus.mjs')
    const waiting = checkout.start('cirrus.mjs', ['wait'])
    // It says so once it handles the signal.
    await expect.poll(waiting.written, { timeout: 30_000 }).toContain('waiting')
    process.kill(waiting.pid, 'SIGTERM')
    expect((await waiting.ended).status).toBe(7)
  })

  test('start without a display says so in one line and serves the page', async () => {
    await checkout.run('start.mjs')
    const { stdout } = await checkout.run('start.mjs')
    expect(stdout).toBe('Cirrus opens in the browser (there is no display).\nhttp://127.0.0.1:1/?token=x\n')
  })
})

test('two set-ups of one checkout at once: the second waits, and everything is done once', async () => {
  const results = await Promise.all([checkout.run('cirrus.mjs', ['map']), checkout.run('cirrus.mjs', ['map'])])
  expect(results.map(({ status }) => status)).toEqual([0, 0])
  expect(checkout.log()).toEqual(everything)
  expect(results.map(({ stderr }) => stderr).join('')).toContain('Another set-up of this checkout is running')
})
