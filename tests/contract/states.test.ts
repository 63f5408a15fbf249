import { contract } from '../../src-preload/contract/index.ts'
import { describe, expect, it } from 'vitest'
import { nameSchema, noteSchema, pathSchema, targetSchema } from '../../src-preload/contract/states.ts'

describe('a name', () => {
  it.each(['IRIS 100 µm', 'α = 2, “first”', '塵', '👩‍🚀'])('may be %s', (name) => {
    expect(nameSchema.parse(name)).toBe(name)
  })
  it.each([
    '',
    'two\nlines',
    'a\r',
    'tab\t',
    'bell\u0007',
    'c1\u0085',
    'half \ud83d',
    ' ',
    'line\u2028separator',
    'exe.\u202etxt',
    'x'.repeat(121),
  ])('may not be %j', (name) => expect(nameSchema.safeParse(name).success).toBe(false))
})

describe('a note', () => {
  it('has lines of text, and nothing that does not show', () => {
    for (const note of ['', 'two\nlines', '\ttab', 'שלום', 'α\r\nβ']) expect(noteSchema.parse(note)).toBe(note)
    for (const note of ['\0', 'bell\u0007', 'half \udfff', '\u202eback', 'x'.repeat(10_001)])
      expect(noteSchema.safeParse(note).success, JSON.stringify(note)).toBe(false)
  })
})

it.each(Object.entries(contract.methods).filter(([, { params }]) => 'name' in params.shape))(
  '%s takes no name of two lines',
  (_, { params }) => {
    const faults = params.safeParse({ name: 'two\nlines' }).error?.issues ?? []
    expect(faults.map(({ path }) => path.join())).toContain('name')
  },
)

describe('a path', () => {
  it.each(['/data/a map (2).fits', 'relativ/ä "quoted".fits', '/odd\nname'])('may be %j', (path) => {
    expect(pathSchema.parse(path)).toBe(path)
  })
  it.each(['', 'a\0b', '/x\udfff', `/${'y'.repeat(4096)}`])('may not be %j', (path) => {
    expect(pathSchema.safeParse(path).success).toBe(false)
  })
})

describe('a place to write to', () => {
  it.each(['/data/out', 'C:\\data\\out', 'd:/out', '\\\\server\\share\\out'])('may be %j', (path) => {
    expect(targetSchema.parse(path)).toBe(path)
  })
  it.each(['out', './out', '../out', 'C:out', '~/out', ''])('may not be %j', (path) => {
    expect(targetSchema.safeParse(path).success).toBe(false)
  })
})
