import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from '../../../src-preload/contract/index.ts'
import { createClient } from '../../../src-preload/rpc/client.ts'
import { createMemoryPorts } from '../../../src-preload/rpc/memory-ports.ts'
import { checkFit } from './checked-server.ts'
import { createFakeHost } from './fake-host.ts'
import { lacking } from './shape.ts'

/** Calls and events of a fake host over its own port. */
function asked() {
  const host = createFakeHost()
  const [near, far] = createMemoryPorts()
  host.server.attach(far)
  return { host, client: createClient(contract, near) }
}

describe('the fake host of the window’s tests', () => {
  it('answers every method that needs only a record’s id, according to the contract’s schema', async () => {
    const { host, client } = asked()
    const ids: Record<string, string | undefined> = {
      ...{ maps: 'iris-100um', datasets: 'demo-64px', runs: host.runs[0].id, studies: host.studies[0].id },
      ...{ validations: host.validations[0].id, inpaintings: host.inpaintings[0].id },
    }
    const reading = Object.entries(contract.methods).filter(([name]) =>
      /\.(list|get|metrics|patches|files|log|presets|environments|history|results|nearest|trials|profiles|describe|settings)$/.test(
        name,
      ),
    )
    let answered = 0
    for (const [name, { params, result }] of reading) {
      const given = { id: ids[name.split('.')[0]], number: 1, runId: null }
      if (!params.safeParse(given).success) continue
      const answer: unknown = await client.call(name as keyof typeof contract.methods, given as never)
      expect(result.safeParse(answer).success, name).toBe(true)
      answered++
    }
    expect(answered).toBeGreaterThanOrEqual(20)
  })

  it('sends the events of a training run according to the contract’s schemas', async () => {
    const { host, client } = asked()
    const told: string[] = []
    for (const name of ['runs.epoch', 'runs.step', 'runs.changed'] as const) client.on(name, () => told.push(name))
    host.trainEpoch(host.runs[0].id)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(told).toEqual(['runs.epoch', 'runs.step', 'runs.changed'])
    expect(() => host.server.broadcast('runs.changed', { id: 7 } as never)).toThrow(/runs.changed.id/)
  })

  it('cannot return invalid values or keys that the contract lacks', () => {
    const schema = z.object({ list: z.array(z.object({ name: z.string(), size: z.number().optional() })) })
    expect(() => checkFit(schema, { list: [{ name: 'a' }, { name: 'b', size: undefined }] }, 'x')).not.toThrow()
    expect(() => checkFit(schema, { list: [{ name: 1 }] }, 'x.list')).toThrow(/x\.list\.list\.0\.name/)
    expect(() => checkFit(schema, { list: [{ name: 'a', colour: 'red' }] }, 'x')).toThrow(
      'x.list.0.colour: not in the contract',
    )
  })
})

describe('differences of made-up records from real ones', () => {
  it('are missing keys or kinds of value, at any depth', () => {
    const real = [{ a: 1, b: [{ c: 'x' }, { d: true }] }]
    expect(lacking(real, [{ a: 2, b: [{ c: 'y', d: false }] }])).toEqual([])
    expect(lacking(real, [{ a: 2, b: [{ c: 'y' }] }])).toEqual(['.b[].d: absent'])
    expect(lacking(real, [{ a: '2', b: [] }])).toEqual(['.a: number'])
  })

  it('are none where either side has no value', () => {
    expect(lacking([{ a: null, b: [] }], [{ a: 1, b: [2] }])).toEqual([])
    expect(lacking([{ a: 1 }], [{ a: null }])).toEqual([])
  })
})
