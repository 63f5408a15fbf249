import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { cutDataset } from '../../src-main/application/datasets/cut-dataset.ts'
import type { EngineLauncher } from '../../src-main/engine/client/engine-process.ts'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import { datasetRecipeSchema } from '../../src-preload/contract/datasets.ts'
import type { Trial } from '../../src-preload/contract/studies.ts'
import { until } from '../application/harness.ts'
import { madeLauncher } from '../application/made-launcher.ts'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { cirrus } from './run-command.ts'

/** Engines of commands in this process: without TensorFlow unless a test is about them. */
const engines = vi.hoisted(() => ({ launcher: undefined as EngineLauncher | undefined }))
vi.mock('../../src-main/engine/client/child-process-launcher.ts', async (original) => {
  const { childProcessLauncher } = await original<{ childProcessLauncher(): EngineLauncher }>()
  return { childProcessLauncher: () => engines.launcher ?? childProcessLauncher() }
})
beforeAll(() => void (engines.launcher = madeLauncher))

const folder = mkdtempSync(join(tmpdir(), 'cirrus-study-'))
const at = (...names: string[]) => join(folder, ...names)
const door = fileURLToPath(new URL('../../src-main/cli.ts', import.meta.url))
const home = process.env.CIRRUS_HOME

beforeAll(async () => {
  process.env.CIRRUS_HOME = at('home')
  const recipe = datasetRecipeSchema.parse({ size: 16, step: 10, minLatitude: 20 })
  await cutDataset({ path: writeMadeMap(at('map.fits'), waves, { nside: 32 }), recipe, folder: at('made') })
})
afterAll(() => {
  if (home === undefined) delete process.env.CIRRUS_HOME
  else process.env.CIRRUS_HOME = home
  rmSync(folder, { recursive: true, force: true })
})

const small = ['encoderFilters=4,4', 'decoderFilters=4,4', 'denseWidth=8', 'latentDimension=4', 'batchSize=16']
const founding = ['--preset', 'demo', ...small.flatMap((word) => ['--set', word])]
const run = (...words: string[]) => ['study', 'run', at('made'), ...words]
const shown = async (name: string) =>
  JSON.parse((await cirrus('study', 'show', name, '--json')).stdout) as { state: string; trials: Trial[] }

/** A command in a process of its own, and a promise that resolves when it reports the study's progress. */
function begin(words: string[]) {
  const child = spawn(process.execPath, [door, ...words], { stdio: ['ignore', 'ignore', 'pipe'] })
  const underWay = new Promise<void>((resolve) => {
    let text = ''
    child.stderr.setEncoding('utf8').on('data', (more) => /\d of \d/.test((text += more)) && resolve())
  })
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, underWay, code }
}

describe('cirrus study', { timeout: 180_000 }, () => {
  it('runs a study, shows it, and continues it with more trials', async () => {
    const words = ['--name', 'rates', '--epochs', '1', '--param', 'learningRate=1e-4..1e-2:log', '--sampler', 'sobol']
    const first = await cirrus(...run(...words, ...founding, '--trials', '2', '--json'))
    expect(first.code).toBe(0)
    const { state, trials, best } = JSON.parse(first.stdout)
    expect(state).toBe('complete')
    expect(trials).toMatchObject([
      { number: 1, state: 'complete', epochs: 1, params: { learningRate: expect.any(Number) } },
      { number: 2, state: 'complete' },
    ])
    expect(best.value).toBe(Math.min(...trials.map(({ value }: Trial) => value)))
    expect(first.stderr).toMatch(/trial 2 {2}complete after 1 epoch {2}\d+\.\d\d {2}learningRate=/)

    // Settings the study already has may be repeated.
    const more = await cirrus(...run('--name', 'rates', '--epochs', '1', ...founding, '--trials', '3'))
    expect(more).toMatchObject({ code: 0, stdout: expect.stringMatching(/trials +3 complete/) })
    expect((await shown('rates')).trials.slice(0, 2)).toEqual(trials)
    expect((await cirrus('study', 'list')).stdout).toMatch(
      /^study +state +trials +best +of\nrates +complete +3 of 3 +\d+\.\d\d +validationLoss/,
    )

    expect((await cirrus('study', 'show', 'rates')).stdout).toMatch(
      /\n\ntrial +state +validationLoss +epochs +parameters\n +1 +complete +\d+\.\d\d +1 +learningRate=/,
    )

    expect(await cirrus('study', 'export', 'rates', '--out', at('rates.csv'))).toMatchObject({ code: 0 })
    expect(readFileSync(at('rates.csv'), 'utf8').split('\n')).toHaveLength(5)
    for (const word of ['stop', 'pause']) {
      expect(await cirrus('study', word, 'rates')).toMatchObject({ code: 0, stdout: 'rates is not running\n' })
    }
    expect((await cirrus('study', 'resume', 'rates')).stdout).toMatch(/^rates has nothing left to do/)
  })

  it('adds a trial by hand to a complete study, resumes it, and trains the best for longer', async () => {
    const added = await cirrus('study', 'add', 'rates', '--set', 'learningRate=3e-3')
    expect(added).toMatchObject({
      code: 0,
      stdout: 'trial 4 of rates waits; start it with cirrus study resume rates\n',
    })
    expect((await cirrus('study', 'show', 'rates')).stdout).toMatch(/^to continue +cirrus study resume rates$/m)
    const resumed = await cirrus('study', 'resume', 'rates', '--json')
    expect(resumed.code).toBe(0)
    expect(JSON.parse(resumed.stdout)).toMatchObject({ state: 'complete', trials: { length: 4 } })
    expect(JSON.parse(resumed.stdout).trials[3]).toMatchObject({
      origin: 'enqueued',
      state: 'complete',
      params: { learningRate: 3e-3 },
    })
    expect((await cirrus('study', 'show', 'rates')).stdout).not.toContain('to continue')

    const { best } = JSON.parse((await cirrus('study', 'show', 'rates', '--json')).stdout)
    const longer = await cirrus('study', 'train-longer', 'rates', '--epochs', '3', '--json')
    expect(longer.code).toBe(0)
    expect(JSON.parse(longer.stdout)).toMatchObject({ id: best.runId, state: 'complete', epoch: 3, epochs: 3 })
    const other = await cirrus('study', 'train-longer', 'rates', '--epochs', '2', '--trial', '4')
    expect(other.stdout).toMatch(/^run +.*rates-0004\nstate +complete\nepochs +2\nbest +\d+\.\d+ at epoch \d\n/)
    expect((await shown('rates')).trials[3]).toMatchObject({ epochs: 1 })
  })

  it("shows the importance of each parameter, and a trial's log", async () => {
    const text = await cirrus('study', 'importance', 'rates')
    expect(text.stdout).toMatch(/^parameter +first order +total\nlearningRate +\d\.\d\d +\d\.\d\d\n$/)
    const { importance } = JSON.parse((await cirrus('study', 'importance', 'rates', '--json')).stdout)
    expect(importance).toMatchObject([{ name: 'learningRate', first: expect.any(Number), total: expect.any(Number) }])

    const log = await cirrus('study', 'log', 'rates', '1')
    const { text: written } = JSON.parse((await cirrus('study', 'log', 'rates', '1', '--json')).stdout)
    expect(written).toMatch(/complete after epoch 1/)
    expect(log).toMatchObject({ code: 0, stdout: `${written.trimEnd()}\n` })
  })

  it('writes a whole study as JSON, and imports its trials into another', async () => {
    const written = await cirrus('study', 'export', 'rates', '--out', at('rates.json'), '--json')
    expect(JSON.parse(written.stdout).files).toMatchObject([{ name: 'rates.json', path: at('rates.json') }])
    const { format, study, trials } = JSON.parse(readFileSync(at('rates.json'), 'utf8'))
    expect(format).toBe('cirrus-study-1')
    expect(study).toMatchObject({ name: 'rates', budget: 3, sampler: { kind: 'sobol' } })
    expect(trials.map(({ number, epochs }: Trial) => [number, epochs])).toEqual(
      [1, 2, 3, 4].map((number) => [number, 1]),
    )

    const words = ['--name', 'learner', '--epochs', '1', '--param', 'learningRate=1e-4..1e-2:log', '--seed', '5']
    await cirrus(...run(...words, ...founding, '--trials', '1', '--sampler', 'random'))
    expect((await cirrus('study', 'importance', 'learner')).stdout).toBe(
      'learner has too few trials: at least 3 complete ones are needed\n',
    )
    expect(await cirrus('study', 'import', 'learner', '--from', 'rates')).toMatchObject({
      code: 0,
      stdout: '4 trials imported\n',
    })
    expect((await shown('learner')).trials.map(({ origin }) => origin)).toEqual(['asked', ...Array(4).fill('imported')])
    const again = await cirrus('study', 'import', 'learner', '--from', 'rates', '--json')
    expect(JSON.parse(again.stdout)).toEqual({
      imported: 0,
      skipped: { unfinished: 0, shorter: 0, outside: 0, known: 4 },
    })
    expect(await cirrus('study', 'import', 'rates', '--from', 'rates')).toMatchObject({ code: 3 })
  })

  it('reports how many trials run at once if fewer than requested, and trains them on the requested number of engines', async () => {
    const words = [...run('--name', 'pair', '--device', 'gpus=none'), '--epochs', '1', '--sampler', 'random']
    const space = ['--param', 'learningRate=1e-4..1e-2:log']
    const one = await cirrus(...words, ...space, ...founding, '--trials', '1', '--concurrency', '2')
    expect(one).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('trials at once: 1, not 2, limited by the number of engines; --device'),
    })
    vi.stubEnv('TF_NUM_INTRAOP_THREADS', '4')
    engines.launcher = undefined
    const two = await cirrus(
      ...run('--name', 'pair', '--trials', '2', '--device', 'gpus=none', '--device', 'engines=2'),
    )
    expect(two).toMatchObject({ code: 0, stderr: expect.not.stringContaining('trials at once') })
    const threadsOf = (name: string) =>
      JSON.parse(readFileSync(at('home', 'runs', name, 'run.json'), 'utf8')).environments[0].threads.intraOp
    expect(threadsOf('pair-0002')).toBe(2)
    // The settings of the home folder are unchanged.
    expect(existsSync(at('home', 'settings.json'))).toBe(false)
    vi.unstubAllEnvs()
    engines.launcher = madeLauncher
  })

  it('refuses what it cannot do, with a reason', async () => {
    expect(await cirrus('study', 'show', 'nobody')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('There is no study nobody'),
    })
    expect(await cirrus(...run('--name', 'rates', '--epochs', '9'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('rates was started with other settings: --epochs 9, the study has 1.'),
    })
    expect(await cirrus(...run('--param', 'depth=1..3'))).toMatchObject({ code: 2 })
    expect(await cirrus(...run('--sampler', 'annealing'))).toMatchObject({ code: 2 })
    expect(await cirrus(...run('--device', 'engines=0'))).toMatchObject({ code: 2 })
    writeFileSync(at('space.json'), '[{"kind": "int", "name": "kernel", "low": 1}]')
    expect(await cirrus(...run('--name', 'x', '--space', at('space.json')))).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('space.json, 0.high'),
    })
    expect(await cirrus('study', 'run', at('nowhere'))).toMatchObject({ code: 3 })
  })

  it.each([
    [2, '--set name=value is required', ['add', 'rates']],
    [2, 'use name=value', ['add', 'rates', '--set', 'learningRate']],
    [2, 'learningRate is already set', ['add', 'rates', '--set', 'learningRate=1', '--set', 'learningRate=2']],
    [3, 'Parameter "learningRate": cannot be 7.', ['add', 'rates', '--set', 'learningRate=7']],
    [3, 'Parameter "kernel": is not in the search space.', ['add', 'rates', '--set', 'kernel=3']],
    [3, 'already has these parameters', ['add', 'rates', '--set', 'learningRate=3e-3']],
    [3, 'There is no study nobody', ['pause', 'nobody']],
    [3, 'There is no trial of rates: 99.', ['log', 'rates', '99']],
    [2, 'takes a whole number of at least 1', ['log', 'rates', 'first']],
    [2, 'already has 3 epochs; set a larger number', ['train-longer', 'rates', '--epochs', '1']],
    [2, '--epochs', ['train-longer', 'rates']],
  ])('refuses with exit code %i: %s', async (code, message, words) => {
    expect(await cirrus('study', ...words)).toMatchObject({ code, stderr: expect.stringContaining(message) })
  })

  it('keeps everything at Ctrl-C, can be stopped by another process, and then resumes to its end', async () => {
    const words = ['--name', 'long', '--epochs', '40', '--param', 'learningRate=1e-3/2e-3', ...founding]
    const interrupted = begin(run(...words))
    const { metrics } = runFiles(at('home', 'runs', 'long-0001'))
    await until(async () => existsSync(metrics), Boolean)
    interrupted.child.kill('SIGINT')
    expect(await interrupted.code).toBe(130)
    const left = await shown('long')
    expect(left.state).toBe('interrupted')
    expect(left.trials).toMatchObject([{ number: 1, state: 'interrupted' }])

    // Controlled from here while the other process runs it.
    const paused = begin(['study', 'resume', 'long'])
    await paused.underWay
    expect(await cirrus('study', 'resume', 'long')).toMatchObject({ code: 0, stdout: 'long is running\n' })
    expect((await cirrus('study', 'pause', 'long')).stdout).toMatch(/^long is paused/)
    expect((await cirrus('study', 'resume', 'long')).stdout).toBe('long continues in the Cirrus that is open\n')
    expect((await cirrus('study', 'pause', 'long')).stdout).toBe('long is paused; 1 trial still running\n')
    expect(await cirrus('study', 'add', 'long', '--set', 'learningRate=1e-3')).toMatchObject({
      code: 0,
      stdout: 'trial 2 of long waits; start it with cirrus study resume long\n',
    })
    expect(await cirrus('study', 'stop', 'long')).toMatchObject({ code: 0, stdout: 'long is stopped\n' })
    expect(await paused.code).toBe(0)
    const stop = JSON.parse((await cirrus('study', 'stop', 'long', '--json')).stdout)
    expect(stop).toMatchObject({ name: 'long', state: 'interrupted', counts: { running: 0, interrupted: 1 } })

    expect(await cirrus(...run('--name', 'long'))).toMatchObject({ code: 0 })
    expect(await shown('long')).toMatchObject({
      // Its space holds two configurations, fewer than its budget.
      state: 'exhausted',
      trials: [
        { state: 'complete', epochs: 40, origin: 'asked' },
        { state: 'complete', epochs: 40, origin: 'enqueued' },
      ],
    })
  })
})
