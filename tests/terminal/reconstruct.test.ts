import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-reconstruct-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const reconstruct = (...words: string[]) => cirrus('reconstruct', folder, '--out', join(folder, 'out'), ...words)

describe('cirrus reconstruct', () => {
  it.each([
    [['--beside', 'other'], '--beside needs --report'],
    [['--prior-samples', '64'], '--prior-samples needs --report'],
    [['--report', '--prior-samples', '15'], '--prior-samples takes a whole number'],
    [['--classifier'], '--classifier needs --report'],
    [['--likelihood'], '--likelihood needs --report'],
    [['--report', '--likelihood', '1'], '--likelihood takes a whole number from 2 to 100000'],
    [['--taper', 'C2'], '--taper needs --report'],
    [['--bin', '40,100'], '--bin needs --report'],
    [['--pixel-window'], '--pixel-window needs --report'],
    [['--report', '--seed', '1'], 'validations always use seed 0, so that they can be compared; leave --seed out'],
    [['--split', 'all'], '--split takes train or validation or test'],
    [['--samples', '0'], '--samples takes a whole number'],
    [['--checkpoint', 'first'], '--checkpoint takes best or last, not "first"'],
  ])('refuses %j before it starts an engine', async (words, sentence) => {
    const { code, stdout, stderr } = await reconstruct(...words)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
    expect(existsSync(join(folder, 'out'))).toBe(false)
  })
})
