import { describe, expect, it } from 'vitest'
import { contract } from '../../src-preload/contract/index.ts'
import { minimalParams } from './minimal-params.ts'
import { said, type Name } from './params-said.ts'

const methods = Object.entries(minimalParams) as [Name, Record<string, unknown>][]

describe('what a method needs', () => {
  it('is listed here for every method', () => {
    expect(Object.keys(minimalParams).sort()).toEqual(Object.keys(contract.methods).sort())
  })

  it.each(methods)('%s accepts its minimal parameters', async (name, params) => {
    expect(await said(name, params)).toMatchObject({ params })
  })

  const required = methods.flatMap(([name, params]) => Object.keys(params).map((key) => [name, key] as const))
  it.each(required)('%s without %s is refused, naming the field', async (name, key) => {
    const { [key]: _, ...rest } = minimalParams[name] as Record<string, unknown>
    expect(await said(name, rest)).toEqual({ field: key, why: expect.stringContaining(`${name}: params.${key}: `) })
  })

  const named = methods.flatMap(([name, params]) =>
    ['mapId', 'datasetId', 'runId', 'validationId', 'inpaintingId', 'from']
      .filter((key) => key in params)
      .map((key) => [name, key] as const),
  )
  it.each(named)('%s: %s can never lead out of its folder', async (name, key) => {
    for (const id of ['../b', 'a/b', 'a\\b', '.hidden', '-rf', 'a b', 'a\n', ''])
      expect(await said(name, { ...minimalParams[name], [key]: id }), id).toMatchObject({ field: key })
    for (const id of ['A', '0', 'demo-2026-11-23-a.epoch-0048-test-100', 'a'.repeat(120)])
      expect(await said(name, { ...minimalParams[name], [key]: id }), id).toHaveProperty('params')
    expect(await said(name, { ...minimalParams[name], [key]: 'a'.repeat(121) })).toMatchObject({ field: key })
  })
})
