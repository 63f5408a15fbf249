import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { reserveFolder, takenIn } from '../../../src-main/application/host/naming.ts'
import { datedId, freeId, nameOf, slug } from '../../../src-shared/text/names.ts'
import { idSchema, nameSchema } from '../../../src-preload/contract/states.ts'

describe('names', () => {
  it('become identifiers that are safe in paths and addresses', () => {
    expect(slug('IRIS 100 µm — |b| > 15°')).toBe('iris-100-m-b-15')
    expect(slug('Ünïcode / ../etc')).toBe('unicode-etc')
    expect(slug('***')).toBe('untitled')
    expect(idSchema.safeParse(slug('a'.repeat(300))).success).toBe(true)
  })

  it('of files can be those of records: what does not stand in a line becomes blank', () => {
    expect(nameOf('HFI_SkyMap_353')).toBe('HFI_SkyMap_353')
    expect(nameOf('two\nlines\u202e.fits\n')).toBe('two lines .fits')
    expect(nameOf('\n')).toBe('untitled')
    expect(nameSchema.safeParse(nameOf(`${'x'.repeat(119)}😀`)).success).toBe(true)
  })

  it('use the first free one: numbers after stems, letters for the runs of a day', () => {
    expect(freeId('iris', () => false)).toBe('iris')
    expect(freeId('iris', (id) => ['iris', 'iris-2'].includes(id))).toBe('iris-3')
    const taken = new Set<string>()
    for (let n = 0; n < 28; n++) taken.add(datedId('demo', (id) => taken.has(id)))
    expect([...taken][0]).toMatch(/^demo-\d{4}-\d\d-\d\d-a$/)
    expect([...taken][25]).toMatch(/-z$/)
    expect([...taken][27]).toMatch(/-ab$/)
  })

  it('are taken by a folder too, and a reserved one is taken at once', () => {
    const parent = mkdtempSync(join(tmpdir(), 'cirrus-names-'))
    try {
      mkdirSync(join(parent, 'hole'))
      const catalog = { get: (id: string) => (id === 'hole-2' ? {} : null) }
      expect(takenIn(parent, catalog)('hole')).toBe(true)
      expect(takenIn(parent, catalog)('hole-2')).toBe(true)
      expect(takenIn(parent, catalog)('hole-3')).toBe(false)
      expect([1, 2].map(() => reserveFolder(parent, 'hole', catalog))).toEqual(['hole-3', 'hole-4'])
    } finally {
      rmSync(parent, { recursive: true })
    }
  })
})
