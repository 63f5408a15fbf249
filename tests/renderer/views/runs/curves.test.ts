import { describe, expect, it } from 'vitest'
import { axisOf, curveOf, timeAxis } from '../../../../src-renderer/views/runs/charts/curves.ts'
import {
  diagnosticCurve,
  diagnostics,
  recordedDiagnostics,
} from '../../../../src-renderer/views/runs/charts/diagnostics.ts'
import { activeLatents } from '../../../../src-shared/model/active-latents.ts'
import { latentKlSeries } from '../../../../src-renderer/views/runs/charts/latent-kl.ts'
import { shownEpoch } from '../../../../src-renderer/views/runs/page/shown-epoch.ts'
import { metricsOf, withoutDiagnostics } from '../../fake/records.ts'

describe('curves of a run', () => {
  const rows = metricsOf(1, 40)
  it('run over epochs or over training time in a suitable unit', () => {
    expect(timeAxis(60).unit).toBe('s')
    expect(timeAxis(1600).unit).toBe('min')
    expect(timeAxis(86_400).unit).toBe('h')
    const options = { name: 'v', part: 'validation', quantity: 'Kl', colour: 0 } as const
    expect(curveOf(rows, { ...options, against: 'epoch', seconds: 1 }).x).toEqual(rows.map(({ epoch }) => epoch))
    expect(curveOf(rows, { ...options, against: 'time', seconds: 60 }).x).toEqual(
      rows.map((row) => row.elapsedSeconds / 60),
    )
  })
  it('share the unit that suits the longest run', () => {
    const long = rows.map((row) => ({ ...row, elapsedSeconds: row.elapsedSeconds * 1000 }))
    expect(axisOf('time', [rows, long])).toMatchObject({ unit: 'h' })
    expect(axisOf('time', [rows])).toMatchObject({ unit: 's' })
    expect(axisOf('epoch', [])).toMatchObject({ name: 'epoch' })
  })
  it('are cached for the same rows, so that redrawing costs only what is new', () => {
    const options = { name: 'v', part: 'validation', quantity: 'Kl', colour: 0, against: 'epoch', seconds: 1 } as const
    expect(curveOf(rows, { ...options })).toBe(curveOf(rows, { ...options }))
    expect(curveOf(rows, { ...options, colour: 1 })).not.toBe(curveOf(rows, options))
    expect(curveOf([...rows], options)).not.toBe(curveOf(rows, options))
  })
  it('use the column of their split and quantity; validation is bold', () => {
    const train = curveOf(rows, {
      name: 't',
      part: 'train',
      quantity: 'Loss',
      against: 'epoch',
      seconds: 1,
      colour: 2,
    })
    expect(train.y).toEqual(rows.map(({ trainLoss }) => trainLoss))
    expect(train.bold).toBe(false)
    expect(
      curveOf(rows, { name: 'v', part: 'validation', quantity: 'Kl', against: 'epoch', seconds: 1, colour: 2 }).bold,
    ).toBe(true)
  })
  it('of the test patches are dots, only where they were evaluated', () => {
    const test = curveOf(rows, { part: 'test', quantity: 'Kl', name: 't', against: 'epoch', seconds: 1, colour: 7 })
    expect(test.dotted).toBe(true)
    expect(test.x).toEqual([5, 10, 15, 20, 25, 30, 35, 40])
    expect(test.y).toEqual(rows.flatMap(({ testKl }) => testKl ?? []))
  })
})

describe('diagnostics of a run', () => {
  const rows = metricsOf(1, 12)
  const of = (column: string) => diagnostics.find((one) => one.column === column)!
  it('are offered only if they were recorded', () => {
    expect(recordedDiagnostics(rows)).toEqual(diagnostics)
    expect(recordedDiagnostics(withoutDiagnostics(rows)).map(({ column }) => column)).toEqual(['imagesPerSecond'])
    expect(recordedDiagnostics([])).toEqual([])
  })
  it('have a gap where an epoch was not measured', () => {
    const mixed = [...withoutDiagnostics(rows.slice(0, 2)), ...rows.slice(2)]
    const { x, y } = diagnosticCurve(mixed, of('gradientNorm'), { against: 'epoch', seconds: 1 })
    expect(x).toHaveLength(12)
    expect([y[0], y[1], y[2]]).toEqual([NaN, NaN, rows[2].gradientNorm])
  })
  it('are in the unit of their axis: memory in GB, waiting in per cent', () => {
    expect(of('memoryBytes').y.unit).toBe('GB')
    expect(diagnosticCurve(rows, of('memoryBytes'), { against: 'epoch', seconds: 1 }).y[0]).toBeCloseTo(
      rows[0].memoryBytes! / 1e9,
      12,
    )
    expect(of('waitingShare').y.unit).toBe('%')
    expect(diagnosticCurve(rows, of('waitingShare'), { against: 'epoch', seconds: 1 }).y[0]).toBeCloseTo(
      100 * rows[0].waitingShare!,
      12,
    )
  })
  it('can run over time, like the ELBO', () => {
    const { x } = diagnosticCurve(rows, of('learningRate'), { against: 'time', seconds: 60 })
    expect(x).toEqual(rows.map(({ elapsedSeconds }) => elapsedSeconds / 60))
  })
})

describe('the KL of each latent', () => {
  it('is drawn largest first, with the line above which a latent is active', () => {
    const kl = Float32Array.of(0.5, 0, 3, 0.0078125, 0.25)
    const [curve, line] = latentKlSeries(kl)
    expect([...(curve.y as Float32Array)]).toEqual([3, 0.5, 0.25, 0.0078125, 0])
    expect([...(curve.x as Float64Array)]).toEqual([1, 2, 3, 4, 5])
    expect(line).toMatchObject({ x: [1, 5], y: [0.01, 0.01], dashed: true })
    expect(activeLatents(kl)).toBe(3)
    expect(kl[0]).toBe(0.5)
  })
  it('includes every one of thousands', () => {
    const many = Float32Array.from({ length: 2048 }, (_, i) => (i % 4 === 0 ? 1 : 0.001))
    expect(activeLatents(many)).toBe(512)
    expect(latentKlSeries(many)[0].x).toHaveLength(2048)
  })
})

describe('the displayed epoch', () => {
  const rows = metricsOf(1, 6)
  it('is the chosen one, or the newest', () => {
    expect(shownEpoch(rows, 3)).toBe(3)
    expect(shownEpoch(rows, null)).toBe(6)
    expect(shownEpoch([], null)).toBeUndefined()
  })
  it('is the newest when a resumed run has lost the chosen one', () => {
    expect(shownEpoch(rows.slice(0, 4), 6)).toBe(4)
  })
})
