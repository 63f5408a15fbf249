import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createEngines } from '../../../src-main/application/host/engines.ts'
import { childProcessLauncher } from '../../../src-main/engine/client/child-process-launcher.ts'
import type { Engine } from '../../../src-main/engine/client/engine.ts'
import { defaultDeviceOptions } from '../../../src-preload/contract/device-options.ts'

/** Niceness of the computing threads as Linux reports it (proc_pid_stat(5), field 19; the name may contain spaces). */
function nicenessOf(pid: number): Set<number> {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')
    const [, name] = /\((.*)\)/.exec(stat)!
    return { name, nice: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]) }
  })
  return new Set(threads.filter(({ name }) => /^tf_/.test(name)).map(({ nice }) => nice))
}

it.skipIf(!existsSync('/proc/self/task'))(
  'a training runs at a lower priority than everything interactive',
  async () => {
    const own = Number(readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ')[16])
    const engines = createEngines({
      launcher: childProcessLauncher(),
      cards: [],
      options: defaultDeviceOptions,
      onChange: () => {},
    })
    try {
      const priorities = async (engine: Engine) => {
        await engine.call('engine.describe', {})
        return nicenessOf(engine.state().pid!)
      }
      expect(await engines.train(priorities)).toEqual(new Set([Math.min(19, Math.max(own, 10))]))
      expect(await priorities(engines.interactive)).toEqual(new Set([own]))
    } finally {
      await engines.close()
    }
  },
)
