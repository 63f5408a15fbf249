import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { alignedTable, createOutput } from '../../src-main/terminal/output.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { describeFailure, UsageError } from '../../src-main/terminal/exit-code.ts'

const catching = (isTTY: boolean) => {
  const caught = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof caught) =>
    Object.assign(
      new Writable({
        write: (chunk, _, done) => {
          caught[name] += chunk
          done()
        },
      }),
      { isTTY },
    )
  return { caught, output: createOutput({ stdout: stream('stdout'), stderr: stream('stderr') }) }
}

describe('what a command prints', () => {
  it('is a table with text to the left and numbers to the right', () => {
    expect(
      alignedTable([
        ['ab', 1],
        ['c', 234],
      ]),
    ).toBe('ab    1\nc   234\n')
  })

  it('has columns as wide as their widest cell, whatever the last row has', () => {
    expect(alignedTable([['a', 'b', 'c'], ['long', 'longer', 'd'], [], ['e']])).toBe(
      'a     b       c\nlong  longer  d\n\ne\n',
    )
    expect(alignedTable([])).toBe('')
  })

  it('keeps progress off stdout: one line for every tenth if stderr is a file', () => {
    const { caught, output } = catching(false)
    for (let i = 0; i <= 100; i++) output.progress(i / 100, 'cutting')
    output.json({ done: true })
    expect(caught.stderr.split('\n').filter(Boolean)).toHaveLength(11)
    expect(JSON.parse(caught.stdout)).toEqual({ done: true })
  })

  it('rewrites one line on a terminal, and ends it before anything else is printed', () => {
    const { caught, output } = catching(true)
    output.progress(0.5, 'cutting')
    output.progress(0.6, 'cutting')
    output.note('epoch 1')
    expect(caught.stderr).toBe('\r\u001b[2K 50% cutting\r\u001b[2K 60% cutting\nepoch 1\n')
  })
})

describe('exit codes', () => {
  it('distinguish usage, refused input, a stop and a defect', () => {
    expect(describeFailure(new UsageError('no')).code).toBe(2)
    expect(describeFailure(new CirrusError('refused', 'no')).code).toBe(3)
    expect(describeFailure(new CirrusError('not-found', 'no')).code).toBe(3)
    expect(describeFailure(new CirrusError('cancelled', 'no')).code).toBe(130)
    expect(describeFailure(new CirrusError('engine-failed', 'no')).code).toBe(1)
    expect(describeFailure(new Error('bug'))).toMatchObject({ code: 1, message: expect.stringContaining('bug') })
  })
})
