import { createRequire } from 'node:module'
import util from 'node:util'

/** Loads TensorFlow as the engine does, computes one product, and prints the device as one line of JSON. */
const require = createRequire(import.meta.url)
// tfjs-node calls both, but Node 23 removed them.
util.isNullOrUndefined ??= (value) => value === null || value === undefined
util.isArray ??= Array.isArray
const tf = require('@tensorflow/tfjs-node-gpu')
const product = tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync()[0]
if (product !== 11) throw new Error(`1*3 + 2*4 came out as ${product}`)
console.log(JSON.stringify({ tensorflow: tf.backend().binding.TF_Version, gpu: tf.backend().isUsingGpuDevice }))
