import { availableParallelism } from 'node:os'

/** How TensorFlow reads its variable: unset or 0 means one thread per core. */
const threadsOf = (variable: string) => Number(process.env[variable]) || availableParallelism()

/** TensorFlow's threads: those that share an operation, and those that run operations side by side. */
export const threads = () => ({
  intraOp: threadsOf('TF_NUM_INTRAOP_THREADS'),
  interOp: threadsOf('TF_NUM_INTEROP_THREADS'),
})

/** Operations that run side by side without competing for threads. */
export const operationsAtOnce = (): number => (threads().intraOp === 1 ? threads().interOp : 1)
