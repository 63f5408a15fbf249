import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { childProcessLauncher } from '../../../src-main/engine/client/child-process-launcher.ts'
import { superviseEngine } from '../../../src-main/engine/client/engine.ts'
import { engineEnvironment } from '../../../src-main/engine/client/engine-environment.ts'
import { defaultDeviceOptions, type DeviceOptions } from '../../../src-preload/contract/device-options.ts'

/** Number of a process's threads by name, as counted by Linux. */
function threadsOf(pid: number): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const name = readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8').trim()
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

/** The threads an engine process reports, and those the system counts. */
async function threadsWith(
  changes: Partial<DeviceOptions>,
  role: 'training' | 'interactive' = 'training',
  more: Record<string, string> = {},
) {
  const options = { ...defaultDeviceOptions, ...changes }
  const environment = () => ({ ...engineEnvironment(options, { role, card: null, trainers: 1 }, {}), ...more })
  const engine = superviseEngine({ launcher: childProcessLauncher(), environment })
  try {
    const { threads } = await engine.call('engine.describe', {})
    const counted = threadsOf(engine.state().pid!)
    const all = Object.values(counted).reduce((sum, count) => sum + count)
    // TensorFlow names the threads that run operations, but not those that share one operation.
    return { ...threads, runners: counted.tf_Compute, others: all - counted.tf_Compute }
  } finally {
    await engine.close()
  }
}

it.skipIf(!existsSync('/proc/self/task'))(
  'the real engine computes with the number of threads it was given',
  async () => {
    const few = await threadsWith({ intraOpThreads: 2, interOpThreads: 1 })
    expect(few).toMatchObject({ intraOp: 2, interOp: 1, runners: 1 })
    const many = await threadsWith({ intraOpThreads: 7, interOpThreads: 3 })
    expect(many).toMatchObject({ intraOp: 7, interOp: 3, runners: 3, others: few.others + 5 })
    const interactive = await threadsWith({ intraOpThreads: 7, interOpThreads: 3 }, 'interactive')
    expect(interactive).toMatchObject({ intraOp: 3, interOp: 1, runners: 1, others: few.others + 1 })
    // The reason it is not among the options.
    const openMp = await threadsWith({ intraOpThreads: 2, interOpThreads: 1 }, 'training', { OMP_NUM_THREADS: '9' })
    expect(openMp).toEqual(few)
  },
)
