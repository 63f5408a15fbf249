import { describe, expect, it } from 'vitest'
import { createMemo, jsonBytes } from '../../../src-main/application/host/memo.ts'

/** A memo of texts, a byte a letter, and what it had to make. */
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
  it('makes what it holds once, also for two who ask at the same time', async () => {
    const { get, made } = texts(10)
    expect(await Promise.all([get('a'), get('a')])).toEqual(['a', 'a'])
    expect(await get('a')).toBe('a')
    expect(made).toEqual(['a'])
  })

  it('holds no more bytes than it may, and lets go of what was used longest ago', async () => {
    const { get, made } = texts(9)
    for (const key of ['aaaa', 'bbbb', 'aaaa', 'cccc']) await get(key)
    made.length = 0
    for (const key of ['cccc', 'aaaa', 'bbbb']) await get(key)
    expect(made).toEqual(['bbbb'])
  })

  it('keeps the newest even if it is larger than all the room', async () => {
    const { get, made } = texts(3)
    await get('a')
    await get('large', 'x'.repeat(100))
    await get('large')
    expect(made).toEqual(['a', 'large'])
    await get('a')
    expect(made).toEqual(['a', 'large', 'a'])
  })

  it('keeps no failure', async () => {
    const memo = createMemo<string>({ bytes: 10, sizeOf: () => 1 })
    const fail = () => memo.get('a', () => Promise.reject(new Error('the disk is gone')))
    await expect(fail()).rejects.toThrow('the disk is gone')
    expect(await memo.get('a', async () => 'back')).toBe('back')
  })

  it('counts a record by its JSON', () => {
    expect(jsonBytes({ a: [1, 2] })).toBe('{"a":[1,2]}'.length)
  })
})
