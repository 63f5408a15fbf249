import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-export-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const exported = (...words: string[]) => cirrus('export', folder, '--out', join(folder, 'out'), ...words)

describe('cirrus export', () => {
  it.each([
    [2, ['--format', 'jpeg'], '--format takes fits or npy or png or figure or healpix or safetensors, not "jpeg"'],
    [2, ['--format', 'fits,safetensors'], 'the format safetensors are only for the weights of a run'],
    [2, ['--checkpoint', 'best'], '--checkpoint and the format safetensors are only for the weights of a run'],
    [2, ['--format', 'npy', '--overwrite'], '--overwrite is for weights, which are one file'],
    [2, ['--format', 'safetensors', '--unit', 'K_CMB'], 'weights have no unit'],
    [2, ['--format', 'safetensors', '--frequency', '353'], 'weights have no unit'],
    [2, ['--format', 'safetensors', '--checkpoint', 'first'], '--checkpoint takes best or last, not "first"'],
    [3, [], folder],
    [3, ['--format', 'safetensors'], 'this folder holds no run'],
  ])('ends with %i after %j, and writes nothing', async (expected, words, sentence) => {
    const { code, stdout, stderr } = await exported(...words)
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' })
    expect(stderr).toContain(sentence)
    expect(existsSync(join(folder, 'out'))).toBe(false)
  })
})
