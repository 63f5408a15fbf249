import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import { cutDataset } from '../../src-main/application/datasets/cut-dataset.ts'
import { datasetRecipeSchema } from '../../src-preload/contract/datasets.ts'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { describeFailure } from '../../src-main/terminal/exit-code.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-ctrl-c-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (...names: string[]) => join(folder, ...names)
const door = fileURLToPath(new URL('../../src-main/cli.ts', import.meta.url))

/**
 * Runs a command in a process group of its own, as a shell does, and signals the whole group when stderr contains
 * `cue`.
 */
function interrupted(words: string[], cue: RegExp, signal: NodeJS.Signals) {
  const child = spawn(process.execPath, [door, ...words], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr, signalled] = ['', '', false]
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
    if (signalled || !cue.test(stderr)) return
    signalled = true
    process.kill(-child.pid!, signal)
  })
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, stdout, stderr })),
  )
}

describe('Ctrl-C', () => {
  beforeAll(async () => {
    const recipe = datasetRecipeSchema.parse({ size: 16, step: 6, minLatitude: 20 })
    await cutDataset({ path: writeMadeMap(at('map.fits'), waves, { nside: 32 }), recipe, folder: at('dataset') })
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    '(%s to the whole group) stops a training with a checkpoint',
    async (signal) => {
      const run = at(`run-${signal}`)
      const train = ['train', at('dataset'), '--out', run, '--json']
      const small = ['encoderFilters=4,4', 'decoderFilters=4,4', 'denseWidth=8', 'latentDimension=4', 'batchSize=16']
      const stopped = await interrupted(
        [...train, '--preset', 'demo', '--epochs', '5000', ...small.flatMap((word) => ['--set', word])],
        /epoch 2 /,
        signal,
      )
      expect(stopped.stderr).not.toMatch(/killed|engine process/)
      expect(stopped.code).toBe(130)
      const { state, epoch } = JSON.parse(stopped.stdout)
      expect(state).toBe('interrupted')
      expect(epoch).toBeGreaterThanOrEqual(2)
      expect(existsSync(runFiles(run).stopped)).toBe(true)
    },
    60_000,
  )

  it('ends the cutting of a dataset with exit code 130, and leaves nothing behind', async () => {
    const words = ['dataset', 'create', at('map.fits'), '--out', at('half'), '--size', '512', '--step', '3']
    const stopped = await interrupted(words, /cutting patch/, 'SIGINT')
    expect(stopped).toMatchObject({ code: 130, stdout: '' })
    expect(stopped.stderr).toMatch(/cirrus: stopped\n$/)
    expect(existsSync(at('half'))).toBe(false)
  })
})

describe('the end of a command', () => {
  it('has an exit code for every kind of failure', () => {
    const codeOf = (error: unknown) => describeFailure(error).code
    expect(codeOf(new CirrusError('refused', 'x'))).toBe(3)
    expect(codeOf(new CirrusError('conflict', 'x'))).toBe(3)
    expect(codeOf(new CirrusError('invalid-params', 'x'))).toBe(2)
    expect(codeOf(new CirrusError('engine-lost', 'x'))).toBe(1)
    expect(codeOf(new CirrusError('cancelled', 'x'))).toBe(130)
    expect(codeOf(AbortSignal.abort().reason)).toBe(130)
    expect(codeOf(new TypeError('a defect'))).toBe(1)
  })
})
