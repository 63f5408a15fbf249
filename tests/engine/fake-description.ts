import type { EngineDescription } from '../../src-main/engine/outcomes.ts'

/** The description of an engine without TensorFlow. */
export const fakeDescription: EngineDescription = {
  kind: 'cpu',
  name: 'Fake CPU',
  threads: { intraOp: 2, interOp: 2 },
  memoryBytes: 8e9,
  driverVersion: null,
  productPrecision: 'float32',
  bfloat16Kernels: 'rounded',
  xla: false,
  tensorflowVersion: '2.21.0',
  tfjsVersion: '4.22.0',
  unusedGpu: null,
}
