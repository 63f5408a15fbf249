import { createRequire } from 'node:module'

// Import this module before TensorFlow: its native library reads the environment once, while it loads.
process.env.TF_CPP_MIN_LOG_LEVEL ??= '3'
process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true'
// By default TensorFlow uses oneDNN's convolutions only on x86 processors with AVX-512 VNNI or later; on those with
// AVX2 alone its own convolutions take half as long again or more (npm run bench step).
if (process.arch === 'x64') process.env.TF_ENABLE_ONEDNN_OPTS ??= '1'

// tfjs-node 4.22 calls two functions of `util` that Node 23 removed or deprecated. ES namespaces are frozen, hence the
// CommonJS object.
const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>
util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
util.isArray = Array.isArray
