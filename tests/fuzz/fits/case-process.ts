import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { answerLines } from '../../bench/ours/answer-lines.ts'
import type { CaseResult } from '../outcome.ts'
import { drawFrom } from './draw.ts'
import { mutate } from './mutate.ts'
import { readWithAll } from './readers.ts'
import { loadSources } from './sources.ts'

// Reads one changed file after the other: node case-process.ts FILE FOLDER, where FILE is written for each case.
const [file, folder] = process.argv.slice(2)
const sources = loadSources(folder ?? null)
// Ctrl-C ends the campaign, which ends this process.
process.on('SIGINT', () => {})

await answerLines({
  ready: () => sources.length,
  read: async ({ seed }: { seed: number }): Promise<CaseResult> => {
    const { source, bytes, length } = mutate(seed, sources)
    writeFileSync(file, bytes)
    if (length > bytes.length) truncateSync(file, length)
    return { source, outcomes: await readWithAll(file, drawFrom(seed)) }
  },
})
rmSync(file, { force: true })
