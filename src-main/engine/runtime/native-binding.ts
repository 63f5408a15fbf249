import type { Tensor } from '@tensorflow/tfjs-node-gpu'

/** A tensor held by TensorFlow, with its native id. */
export interface NativeTensor {
  id: number
  shape: number[]
  dtype: number
}

export type NativeValues = Float32Array | Int32Array | Uint8Array

/** An op attribute as tfjs passes it on; `type` is one of the binding's TF_ATTR_ numbers. */
export interface NativeAttribute {
  name: string
  type: number
  value: unknown
}

/** tfjs-node's native addon: every op of every tfjs function passes through `executeOp`. */
export interface NativeBinding {
  createTensor(shape: number[], dtype: number, values: ArrayLike<number>): number
  deleteTensor(id: number): void
  tensorDataSync(id: number): NativeValues
  executeOp(op: string, attributes: NativeAttribute[], inputs: number[], outputs: number): NativeTensor[]
  loadSavedModel(folder: string, tags: string): number
  deleteSavedModel(id: number): void
  runSavedModel(id: number, inputs: number[], inputNames: string, outputNames: string): NativeTensor[]
  getNumOfSavedModels(): number
  getNumOfTensors(): number
  isUsingGpuDevice(): boolean
  readonly TF_FLOAT: number
  readonly TF_INT32: number
  readonly TF_BOOL: number
  readonly TF_ATTR_STRING: number
  readonly TF_ATTR_INT: number
  readonly TF_ATTR_FLOAT: number
  readonly TF_ATTR_BOOL: number
  readonly TF_ATTR_TYPE: number
  readonly TF_ATTR_SHAPE: number
  readonly TF_Version: string
}

/** tfjs-node's backend, as far as the engine uses it. */
export interface NativeBackend {
  binding: NativeBinding
  createOutputTensor(tensor: NativeTensor): Tensor
  read(data: object): Promise<NativeValues>
  readSync(data: object): NativeValues
  getInputTensorIds(tensors: Tensor[]): number[]
  executeSingleOutput(op: string, attributes: NativeAttribute[], inputs: Tensor[]): Tensor
  executeMultipleOutputs(op: string, attributes: NativeAttribute[], inputs: Tensor[], outputs: number): Tensor[]
}
