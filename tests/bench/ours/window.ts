import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { presets } from '../../../src-shared/model/presets.ts'
import { openBrowserWindow, whyNoBrowser, type BrowserWindow } from '../../e2e/browser-window.ts'
import { answerLines } from './answer-lines.ts'

// A complete Cirrus with its window in a browser, training on the demo dataset.

/** Milliseconds between two timer ticks. */
const interval = 5
let window: BrowserWindow | undefined

await answerLines({
  /** @returns why there is no window, or null */
  async prepare() {
    if (whyNoBrowser) return whyNoBrowser
    window = await openBrowserWindow()
    const { handlers } = window.application
    const call = { signal: new AbortController().signal, progress: (_: never) => {} }
    const datasets = async () => (await handlers['datasets.list']({}, call)).filter(({ state }) => state === 'complete')
    while ((await datasets()).length === 0) await sleep(200)
    const [{ id: datasetId }] = await datasets()
    const config = { ...presets.demo, epochs: 10_000 }
    const { id } = await handlers['runs.start']({ datasetId, config, weights: null }, call)
    await window.go(`/runs/${id}`)
    while ((await handlers['runs.get']({ id }, call)).epoch < 1) await sleep(200)
    return null
  },

  /** Delay of timers in milliseconds, 99th percentile: in the host, and in the window. */
  async delays({ seconds }: { seconds: number }) {
    const host = monitorEventLoopDelay({ resolution: interval })
    host.enable()
    const page = await window!.page.evaluate(
      async ([duration, interval]) => {
        const late: number[] = []
        for (const end = performance.now() + duration; performance.now() < end;) {
          const began = performance.now()
          await new Promise((resolve) => setTimeout(resolve, interval))
          late.push(performance.now() - began - interval)
        }
        late.sort((a, b) => a - b)
        return late[Math.floor(0.99 * late.length)]
      },
      [1000 * seconds, interval],
    )
    host.disable()
    return { host: host.percentile(99) / 1e6 - interval, page }
  },
})

// An open window would keep the process alive after a failure.
await window?.close()
process.exit()
