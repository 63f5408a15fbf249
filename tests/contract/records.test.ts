import type { z } from 'zod'
import { describe, expect, it } from 'vitest'
import { datasetSchema } from '../../src-preload/contract/datasets.ts'
import { deviceSchema } from '../../src-preload/contract/devices.ts'
import { estimateSchema } from '../../src-preload/contract/estimators.ts'
import { inpaintingSchema } from '../../src-preload/contract/inpaintings.ts'
import { skyMapSchema } from '../../src-preload/contract/maps.ts'
import { epochMetricsSchema, runSchema } from '../../src-preload/contract/runs.ts'
import { studySchema, trialSchema } from '../../src-preload/contract/studies.ts'
import { validationSchema } from '../../src-preload/contract/validations.ts'
import {
  exampleDataset,
  exampleEstimate,
  exampleInpainting,
  exampleMap,
  exampleMetrics,
  exampleRun,
  exampleStudy,
  exampleTrial,
  exampleValidation,
} from '../catalog/examples.ts'
import { device } from '../renderer/fake/device-records.ts'

/** A record, its fields that may be null, and those missing in older records. */
type Row = [string, z.ZodObject, Record<string, unknown>, string[], string[]]

const testMetrics = ['testLoss', 'testReconstruction', 'testKl']
/** Of autoencoders only. */
const terms = ['trainReconstruction', 'trainKl', 'validationReconstruction', 'validationKl']
/** Of flows from coarse to fine. */
const levels = ['Coarsest', 'Octave1', 'Octave2', 'Octave3', 'Octave4'].flatMap((level) =>
  ['train', 'validation', 'test'].map((split) => split + level),
)
const diagnostics = ['activeLatents', 'gradientNorm', 'learningRate', 'klWeight', 'waitingShare', 'memoryBytes']
const ends = ['failure', 'startedAt', 'endedAt']
const rows: Row[] = [
  [
    'map',
    skyMapSchema,
    { ...exampleMap, present: true },
    ['coordsys', 'coordsysOverride', 'polcconvOverride', 'polcconv', 'citation'],
    [],
  ],
  [
    'dataset',
    datasetSchema,
    exampleDataset,
    ['mapId', 'mapName', 'column', 'stack', 'overlap', 'failure', 'fingerprint'],
    [],
  ],
  [
    'run',
    runSchema,
    exampleRun,
    [
      ...['studyId', 'datasetId', 'startWeights', 'bestEpoch', 'bestValidationLoss', 'bestTestLoss'],
      ...['device', 'parameters', ...ends],
    ],
    [],
  ],
  [
    'epoch',
    epochMetricsSchema,
    exampleMetrics,
    [...terms, ...levels, ...testMetrics, ...diagnostics],
    [...terms, ...levels, ...testMetrics, ...diagnostics],
  ],
  [
    'study',
    studySchema,
    exampleStudy,
    ['datasetId', 'latents', ...ends],
    [
      ...['objective', 'direction', 'epochs', 'seed', 'space', 'sampler', 'pruner'],
      ...['budget', 'concurrency', 'executor'],
    ],
  ],
  ['trial', trialSchema, exampleTrial, ['runId', 'value', ...ends], []],
  ['validation', validationSchema, exampleValidation, ['datasetId', 'failure', 'summary'], []],
  ['inpainting', inpaintingSchema, exampleInpainting, ['datasetId', 'lon', 'lat', 'rotation', 'statistics'], []],
  ['estimate', estimateSchema, exampleEstimate, ['runId', 'runName', 'failure', 'result', 'statistics'], []],
  [
    'device',
    deviceSchema,
    device,
    ['kind', 'name', 'memoryUsed', 'memoryTotal', 'tensorflow', 'threads', 'pid', 'failure'],
    [],
  ],
]

describe('a record', () => {
  it.each(rows)('%s may be null only in fields that may be unknown', (_, schema, record, nullable) => {
    const takesNull = Object.keys(record).filter((key) => schema.safeParse({ ...record, [key]: null }).success)
    expect(takesNull.sort()).toEqual([...nullable].sort())
  })

  it.each(rows)('%s may omit only fields with a default', (_, schema, record, __, optional) => {
    const lacks = Object.keys(record).filter((key) => {
      const { [key]: ___, ...rest } = record
      return schema.safeParse(rest).success
    })
    expect(lacks.sort()).toEqual([...optional].sort())
  })

  it.each(rows)('%s: numbers are finite and instants are UTC', (_, schema, record) => {
    for (const [key, value] of Object.entries(record)) {
      if (typeof value === 'number')
        for (const not of [NaN, Infinity, String(value)])
          expect(schema.safeParse({ ...record, [key]: not }).error?.issues[0].path, key).toEqual([key])
      if (key.endsWith('At') && value !== null)
        for (const not of ['2026-11-23', '2026-11-23T10:00:00+01:00', 'yesterday'])
          expect(schema.safeParse({ ...record, [key]: not }).error?.issues[0].path, key).toEqual([key])
    }
  })

  it('of a training from before diagnostics were recorded has none', () => {
    const row = Object.fromEntries(Object.entries(exampleMetrics).filter(([key]) => !diagnostics.includes(key)))
    expect(epochMetricsSchema.parse(row)).toEqual({
      ...exampleMetrics,
      ...Object.fromEntries(diagnostics.map((key) => [key, null])),
    })
  })
})
