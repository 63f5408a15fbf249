import { describe, expect, it } from 'vitest'
import { axisOf, curveOf, timeAxis } from '../../../src-renderer/views/runs/curves.ts'
import {
  fromField,
  hasSetting,
  misfits,
  settingText,
  toField,
} from '../../../src-renderer/views/runs/setting-fields.ts'
import { demoConfig, metricsOf } from '../fake/records.ts'

describe('curves of a run', () => {
  const rows = metricsOf(1, 40)
  it('go over epochs or over training time in a fitting unit', () => {
    expect(timeAxis(60).unit).toBe('s')
    expect(timeAxis(1600).unit).toBe('min')
    expect(timeAxis(86_400).unit).toBe('h')
    const options = { name: 'v', part: 'validation', quantity: 'Kl', colour: 0 } as const
    expect(curveOf(rows, { ...options, against: 'epoch', seconds: 1 }).x).toEqual(rows.map(({ epoch }) => epoch))
    expect(curveOf(rows, { ...options, against: 'time', seconds: 60 }).x).toEqual(
      rows.map((row) => row.elapsedSeconds / 60),
    )
  })
  it('share the unit that the longest run asks for', () => {
    const long = rows.map((row) => ({ ...row, elapsedSeconds: row.elapsedSeconds * 1000 }))
    expect(axisOf('time', [rows, long])).toMatchObject({ unit: 'h' })
    expect(axisOf('time', [rows])).toMatchObject({ unit: 's' })
    expect(axisOf('epoch', [])).toMatchObject({ name: 'epoch' })
  })
  it('are made once for the same rows, so that a redrawing costs only what is new', () => {
    const options = { name: 'v', part: 'validation', quantity: 'Kl', colour: 0, against: 'epoch', seconds: 1 } as const
    expect(curveOf(rows, { ...options })).toBe(curveOf(rows, { ...options }))
    expect(curveOf(rows, { ...options, colour: 1 })).not.toBe(curveOf(rows, options))
    expect(curveOf([...rows], options)).not.toBe(curveOf(rows, options))
  })
  it('take the column of their part and quantity; validation is bold', () => {
    const train = curveOf(rows, {
      name: 't',
      part: 'train',
      quantity: 'NegativeElbo',
      against: 'epoch',
      seconds: 1,
      colour: 2,
    })
    expect(train.y).toEqual(rows.map(({ trainNegativeElbo }) => trainNegativeElbo))
    expect(train.bold).toBe(false)
    expect(
      curveOf(rows, { name: 'v', part: 'validation', quantity: 'Kl', against: 'epoch', seconds: 1, colour: 2 }).bold,
    ).toBe(true)
  })
})

describe('the form of a new run', () => {
  it('takes every setting to its field and back unchanged', () => {
    for (const name of ['latentDimension', 'encoderFilters', 'likelihoodWidth', 'learningRate', 'seed'] as const) {
      expect(fromField(name, toField(demoConfig[name]))).toEqual(demoConfig[name])
    }
    expect(fromField('likelihoodWidth', ' ')).toBeNull()
    expect(fromField('likelihoodWidth', ' learned')).toBe('learned')
    expect(fromField('architecture', 'spatial')).toBe('spatial')
    expect(fromField('decoderFilters', '32 16,8')).toEqual([32, 16, 8])
  })
  it('finds nothing wrong with a preset', () => expect(misfits(demoConfig)).toEqual({}))
  it('says what is wrong beside the field', () => {
    const wrong = misfits({ ...demoConfig, learningRate: 0, batchSize: NaN, epochs: 0 })
    expect(Object.keys(wrong).sort()).toEqual(['batchSize', 'epochs', 'learningRate'])
    expect(wrong.batchSize).toBe('a number is needed')
  })
  it('refuses more layers than the patch size can be halved', () => {
    expect(misfits({ ...demoConfig, size: 60 })).toEqual({
      encoderFilters: '3 layers need a multiple of 8 px; the patches have 60',
      decoderFilters: '3 layers need a multiple of 8 px; the patches have 60',
    })
  })
  it('knows which settings an architecture has', () => {
    expect(hasSetting({ architecture: 'paper' }, 'denseWidth')).toBe(true)
    expect(hasSetting({ architecture: 'spatial' }, 'denseWidth')).toBe(false)
    expect(hasSetting({ architecture: 'spatial' }, 'kernel')).toBe(true)
  })
  it('shows settings as people write them', () => {
    expect(settingText('learned')).toBe('learned')
    expect(settingText(null)).toBe('sum of squares')
    expect(settingText([64, 32])).toBe('64, 32')
    expect(settingText(0.0001)).toBe('1.00\u2009×\u200910⁻⁴')
    expect(settingText(0.001)).toBe('0.001')
    expect(settingText(true)).toBe('yes')
  })
})
