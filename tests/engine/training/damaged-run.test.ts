import { cpSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { findCheckpoint } from '../../../src-main/engine/training/find-checkpoint.ts'
import { readMetrics } from '../../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { newFolder } from './small-dataset.ts'
import { smallTrainings, stopAfter, undisturbedTraining, type SmallTrainings } from './small-training.ts'

let run: SmallTrainings['run']
let undisturbed: Awaited<ReturnType<typeof undisturbedTraining>>
beforeAll(async () => {
  ;({ run } = await smallTrainings())
  undisturbed = await undisturbedTraining(run)
}, 60_000)

/** A copy of the uninterrupted run, and its files. */
function damagedRun() {
  const runFolder = newFolder()
  cpSync(undisturbed.folder, runFolder, { recursive: true })
  return { runFolder, files: runFiles(runFolder) }
}
/** A training's note on what it resumes from. */
async function notes(runFolder: string): Promise<(string | null)[]> {
  const said: (string | null)[] = []
  await run({ runFolder, resume: true, onStart: ({ note }) => void said.push(note) })
  return said
}

describe('a damaged run resumes from what is left, and ends with the same weights', () => {
  test('with its newest checkpoint cut short', async () => {
    const { runFolder, files } = damagedRun()
    truncateSync(files.checkpoint(3), 3000)
    const found = await findCheckpoint(runFolder)
    expect(found.leftOut).toEqual([files.checkpoint(3)])
    const [note] = await notes(runFolder)
    expect(note).toBe(
      `Resuming from ${basename(found.path!)} (epoch ${Number(/\d+/.exec(basename(found.path!)))}): epoch-0003.safetensors can't be read.`,
    )
    await undisturbed.expectSame(runFolder)
    expect(existsSync(`${files.checkpoint(3)}.set-aside`)).toBe(true)
    expect(await findCheckpoint(runFolder)).toEqual({ path: files.checkpoint(3), leftOut: [], note: null })
  })

  test('with its metrics.csv cut in the middle of a line: an older checkpoint is used, later rows are made again', async () => {
    const { runFolder, files } = damagedRun()
    const text = readFileSync(files.metrics, 'utf8')
    const lines = text.trimEnd().split('\n')
    truncateSync(files.metrics, text.indexOf(lines[3]) + 20)
    expect((await readMetrics(files.metrics)).map(({ epoch }) => epoch)).toEqual([1, 2])
    const [note] = await notes(runFolder)
    expect(note).toMatch(/^Resuming from epoch-000[12].safetensors .*: metrics.csv ends at epoch 2, before epoch-0003/)
    await undisturbed.expectSame(runFolder)
  })

  test('with the state at which it was stopped cut short', async () => {
    const runFolder = newFolder()
    await run({ runFolder, ...stopAfter(9) })
    truncateSync(runFiles(runFolder).stopped, 100)
    const [note] = await notes(runFolder)
    expect(note).toBe("Resuming from epoch-0001.safetensors (epoch 1): stopped.safetensors can't be read.")
    await undisturbed.expectSame(runFolder)
  })

  test('with an unreadable metrics.csv: its newest checkpoint is used all the same', async () => {
    const { runFolder, files } = damagedRun()
    writeFileSync(files.metrics, 'epoch,loss\n1,2\n')
    expect(await findCheckpoint(runFolder)).toMatchObject({ path: files.checkpoint(3), leftOut: [] })
  })
})
