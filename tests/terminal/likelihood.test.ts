import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-likelihood-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(join(folder, 'table.csv'), '')

describe('cirrus likelihood', () => {
  it.each([
    [2, ['--solver', 'euler'], '--solver takes two-step or midpoint or heun, not "euler"'],
    [2, ['--solver-steps', '0'], '--solver-steps takes a whole number from 1 to 10000'],
    [2, ['--probes', '0'], '--probes takes a whole number'],
    [2, ['--split', 'all'], '--split takes train or validation or test'],
    [2, ['other', '--out', 'new.csv'], '--out writes the table of one run'],
    [2, ['other', '--prior', 'flow'], '--prior names priors of one run'],
    [3, ['--out', join(folder, 'table.csv')], 'would be overwritten'],
    [3, [], 'this folder holds no run'],
  ])('ends with %i after %j before it starts an engine', async (expected, words, sentence) => {
    const { code, stdout, stderr } = await cirrus('likelihood', folder, ...words)
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' })
    expect(stderr).toContain(sentence)
  })
})
