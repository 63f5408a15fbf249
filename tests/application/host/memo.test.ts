import { describe, expect, it } from 'vitest'
import { createMemo, jsonBytes } from '../../../src-main/application/host/memo.ts'

/** A memo of strings, one byte per letter, and what it had to make. */
function texts(bytes: number) {
  const made: string[] = []
  const memo = createMemo<string>({ bytes, sizeOf: (text) => text.length })
  const get = (key: string, text = key) =>
    memo.get(key, async () => {
      made.push(key)
      return text
    })
  return { get, made }
}

describe('a memo', () => {
  it('makes a value once, also for two concurrent requests', async () => {
    const { get, made } = texts(10)
    expect(await Promise.all([get('a'), get('a')])).toEqual(['a', 'a'])
    expect(await get('a')).toBe('a')
    expect(made).toEqual(['a'])
  })

  it('stays within its limit by dropping the least recently used', async () => {
    const { get, made } = texts(9)
    for (const key of ['aaaa', 'bbbb', 'aaaa', 'cccc']) await get(key)
    made.length = 0
    for (const key of ['cccc', 'aaaa', 'bbbb']) await get(key)
    expect(made).toEqual(['bbbb'])
  })

  it('keeps the newest even if it exceeds the limit', async () => {
    const { get, made } = texts(3)
    await get('a')
    await get('large', 'x'.repeat(100))
    await get('large')
    expect(made).toEqual(['a', 'large'])
    await get('a')
    expect(made).toEqual(['a', 'large', 'a'])
  })

  it('does not keep failures', async () => {
    const memo = createMemo<string>({ bytes: 10, sizeOf: () => 1 })
    const fail = () => memo.get('a', () => Promise.reject(new Error('the disk is gone')))
    await expect(fail()).rejects.toThrow('the disk is gone')
    expect(await memo.get('a', async () => 'back')).toBe('back')
  })

  it('measures a record by its JSON', () => {
    expect(jsonBytes({ a: [1, 2] })).toBe('{"a":[1,2]}'.length)
  })
})
