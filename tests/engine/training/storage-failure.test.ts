import { expect, test } from 'vitest'
import { storageFailure } from '../../../src-main/engine/training/storage-failure.ts'

const systemError = (code: string) => Object.assign(new Error(`${code}: no more, write`), { code, syscall: 'write' })

test.each([
  ['ENOSPC', 'The disk is full: free some space, then resume.'],
  ['EDQUOT', 'The disk quota is used up: free some space or have the quota raised, then resume.'],
  [
    'EFBIG',
    'A file would be larger than the limit of this session or file system: raise the limit (ulimit -f), then resume.',
  ],
])('%s in a training is reported with what to do and what is safe', (code, sentence) => {
  expect(storageFailure(systemError(code), '/home/runs/a')).toMatchObject({
    code: 'disk-full',
    message: `${sentence} Everything up to the last checkpoint is safe in /home/runs/a.`,
    details: expect.stringContaining(code),
  })
})

test('other failures are unchanged', () => {
  for (const error of [systemError('EACCES'), new TypeError('x'), null]) {
    expect(storageFailure(error, '/home/runs/a')).toBe(error)
  }
})
