import { describe, expect, it } from 'vitest'
import { compile } from '../../../src-main/engine/runtime/compile.ts'
import { EngineError } from '../../../src-main/engine/runtime/errors.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import { tensorflowFailure } from '../../../src-main/engine/runtime/tensorflow-failure.ts'
import { toWire } from '../../../src-preload/rpc/errors.ts'

const thrownBy = async (work: () => unknown) => {
  try {
    await work()
  } catch (error) {
    return error as EngineError
  }
  throw new Error('nothing was thrown')
}

describe('TensorFlow without enough memory', () => {
  it('in a compiled function is reported with the array it could not allocate, and what to do', async () => {
    const { tf } = tensorflow()
    const repeated = compile(({ row }) => ({ sum: tf.sum(tf.tile(row, [2 ** 30, 1])) }), { inputs: { row: [1, 1024] } })
    const error = await thrownBy(() => repeated({ row: new Float32Array(1024) }))
    expect(error).toBeInstanceOf(EngineError)
    expect([error.kind, error.code]).toEqual(['out-of-memory', 'out-of-memory'])
    expect(error.message).toMatch(/an array of 1073741824 x 1024 \(4398\.05 GB\).*smaller batch/)
    expect(error.details).toContain('OOM when allocating')
    expect(toWire(error)).toMatchObject({ code: 'out-of-memory', message: error.message })
  })

  it('leaves the process usable', async () => {
    expect(tensorflow().tf.scalar(2).square().dataSync()[0]).toBe(4)
  })
})

describe('other failures of TensorFlow', () => {
  it.each([
    ['CUDA_ERROR_ILLEGAL_ADDRESS: an illegal memory access was encountered', 'device-failed', /GPU failed.*checkpoint/],
    ['Could not allocate: CUDA_ERROR_OUT_OF_MEMORY', 'out-of-memory', /does not have enough memory\. Choose/],
    ['Invalid TF_Status: 3\nMessage: Incompatible shapes', 'graph', /^It failed: Invalid TF_Status: 3/],
  ])('%s', (words, kind, message) => {
    const error = tensorflowFailure(new Error(words), 'It failed')
    expect(error).toMatchObject({ kind, message: expect.stringMatching(message), details: words })
  })
})
