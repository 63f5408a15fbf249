import { expect, test } from 'vitest'
import { describeDevice, memoryInUse } from '../../../src-main/engine/runtime/device.ts'
import { precisionOf } from '../../../src-main/engine/runtime/product-precision.ts'
import { EngineError } from '../../../src-main/engine/runtime/errors.ts'
import { load, tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'

const failingWith = (message: string) => () => {
  throw new Error(message)
}
function failure(require: () => never, place?: string): EngineError {
  try {
    load(require, place)
  } catch (error) {
    if (error instanceof EngineError) return error
  }
  throw new Error('nothing was thrown')
}

test('TensorFlow is loaded once', () => {
  expect(tensorflow()).toBe(tensorflow())
})

test('an addon that is not built is reported with the command that builds it', () => {
  const error = failure(failingWith('The Node.js native addon module (tfjs_binding.node) can not be found at path'))
  expect([error.kind, error.code]).toEqual(['tensorflow-missing', 'engine-missing'])
  expect(error.message).toMatch(/addon for it is not built.*npm start/)
})

test('a library that cannot be loaded is named', () => {
  const error = failure(failingWith('libtensorflow_cc.so.2: cannot open shared object file: No such file or directory'))
  expect(error.message).toMatch(/libtensorflow_cc\.so\.2 cannot be loaded/)
  expect(error.details).toContain('cannot open shared object file')
})

test('an installed Cirrus, which has no folder to set up, names the places that say how to get it', () => {
  const installed = 'file:///opt/Cirrus/resources/app.asar/out/main/engine.js'
  const { message } = failure(failingWith('tfjs_binding.node'), installed)
  expect(message).toMatch(/in the settings, and "cirrus doctor"/)
  expect(message).not.toContain('npm start')
})

test('the device description comes from TensorFlow itself', async () => {
  const device = await describeDevice()
  expect(device.kind).toBe(tensorflow().binding.isUsingGpuDevice() ? 'gpu' : 'cpu')
  expect(device.tensorflowVersion).toMatch(/^\d+\.\d+\.\d+/)
  expect(device.tfjsVersion).toBe('4.22.0')
  expect(device.name).not.toBe('')
  expect(device.memoryBytes).toBeGreaterThan(2 ** 20)
  if (device.kind === 'cpu')
    expect(device).toMatchObject({ productPrecision: 'float32', driverVersion: null, xla: false })
  expect(await memoryInUse()).toBeGreaterThan(2 ** 20)
})

test('the precision of products is read from what rounding leaves of 1 + 2^-9 + 2^-12', () => {
  const rounded = (bits: number) => Math.round((1 + 2 ** -9 + 2 ** -12) * 2 ** bits) / 2 ** bits
  expect([23, 10, 7].map(rounded).map(precisionOf)).toEqual(['float32', 'tf32', 'bfloat16'])
})
