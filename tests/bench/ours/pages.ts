import { setTimeout as sleep } from 'node:timers/promises'
import { openCatalog } from '../../../src-main/catalog/index.ts'
import { openBrowserWindow, whyNoBrowser, type BrowserWindow } from '../../e2e/browser-window.ts'
import { oneOfMany } from '../../renderer/fake/records.ts'
import { largeStudy } from '../../renderer/fake/study-records.ts'
import { answerLines } from './answer-lines.ts'

// A complete Cirrus with a study of 500 trials of 100 epochs in its catalog, and the study's page in a browser.

const trialCount = 500
const { study, trials } = largeStudy(trialCount, 100)
/** No trial is running: the host would continue it. */
const ended = trials.map((trial) =>
  trial.state === 'running' ? { ...trial, state: 'interrupted' as const, endedAt: trial.startedAt } : trial,
)
const address = `/studies/${study.id}`
let window: BrowserWindow | undefined

const fill = (home: string) => {
  const catalog = openCatalog(home)
  catalog.studies.insert({ ...study, datasetId: null, state: 'interrupted', endedAt: new Date().toISOString() })
  catalog.atomically(() =>
    ended.forEach((trial, i) => {
      const run = { ...oneOfMany(i, study.epochs), state: 'complete' as const, datasetId: null, studyId: study.id }
      if (trial.runId) catalog.runs.insert({ ...run, id: trial.runId, name: `${study.name} ${trial.number}` })
      catalog.trials.insert(trial)
    }),
  )
  catalog.close()
}

/** Synthetic events have no pointer to capture; without this an axis could not be brushed. */
const letPointersBeMadeUp = () => {
  Element.prototype.setPointerCapture = () => undefined
}

/** Records when every chart shows all trials, and when the model's answers are there: ms since the navigation. */
const watchDrawings = (count: number) => {
  const times: { drawings?: number; model?: number } = {}
  Object.assign(globalThis, { pictureTimes: times })
  const look = () => {
    const figures = [...document.querySelectorAll<HTMLElement>('[data-trials]')]
    // Nine of ten: failed trials have no curve, imported ones no time.
    const drawn = figures.length > 0 && figures.every(({ dataset }) => Number(dataset.trials) >= 0.9 * count)
    // Visible from the frame after the last one was drawn.
    if (drawn && times.drawings === undefined) requestAnimationFrame((now) => (times.drawings ??= now))
    if (document.querySelector('[data-ready="true"]')) times.model ??= performance.now()
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
interface Seen {
  pictureTimes: { drawings?: number; model?: number }
}

/**
 * Milliseconds from an event in the page to the frame after the one that painted the change.
 * @param events a list of [selector, type, x, y] with positions as fractions of the element
 */
type Deed = [selector: string, type: string, x: number, y: number]
const latencies = async (deeds: Deed[]) => {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const taken: number[] = []
  for (const [selector, type, x, y] of deeds) {
    const element = document.querySelector<HTMLElement>(selector)
    if (!element) throw new Error(`There is no ${selector} on the page.`)
    const box = element.getBoundingClientRect()
    const place = { clientX: box.left + x * box.width, clientY: box.top + y * box.height, button: 0, bubbles: true }
    await frame()
    const began = performance.now()
    element.dispatchEvent(type === 'click' ? new MouseEvent(type, place) : new PointerEvent(type, place))
    await frame()
    // What the frame above paints is on screen when the next one starts.
    await frame()
    taken.push(performance.now() - began)
  }
  return taken
}

const history = '.views .figure:first-child .plot'
const pointers = (selector: string, type: string, count: number): Deed[] =>
  Array.from({ length: count }, (_, i) => [selector, type, 0.25 + (0.7 * i) / count, 0.2 + 0.7 * ((i * 0.37) % 1)])
/** A brush over most of the marked axis, and its reset. */
const measured = '[data-measured]'
const brush: Deed[] = [
  [measured, 'pointerdown', 0.5, 0.1],
  ...Array.from({ length: 20 }, (_, i): Deed => [measured, 'pointermove', 0.5, 0.1 + 0.04 * (i + 1)]),
  [measured, 'pointerup', 0.5, 0.9],
  [measured, 'dblclick', 0.5, 0.5],
]

await answerLines({
  /** @returns why there is no window, or null */
  async prepare() {
    if (whyNoBrowser) return whyNoBrowser
    window = await openBrowserWindow(undefined, fill)
    const { handlers } = window.application
    const call = { signal: new AbortController().signal, progress: (_: never) => {} }
    // The first start cuts the demo dataset, which is not measured here.
    while (!(await handlers['datasets.list']({}, call)).some(({ state }) => state === 'complete')) await sleep(200)
    await window.page.addInitScript(letPointersBeMadeUp)
    await window.page.addInitScript(watchDrawings, trialCount)
    return null
  },

  /** From the navigation to a new page until its charts show all trials, and until the model has answered. */
  async firstPicture() {
    await window!.page.goto('about:blank')
    await window!.go(address)
    const seen = () => (globalThis as never as Seen).pictureTimes
    await window!.page.waitForFunction(() => (globalThis as never as Seen).pictureTimes.drawings !== undefined)
    const { drawings } = await window!.page.evaluate(seen)
    await window!.page.waitForFunction(() => (globalThis as never as Seen).pictureTimes.model !== undefined, null, {
      timeout: 120_000,
    })
    return { drawings: drawings!, model: (await window!.page.evaluate(seen)).model! }
  },

  /** Milliseconds to the painted frame, for each interaction. */
  async interactions() {
    const { page } = window!
    const measure = (deeds: Deed[]) => page.evaluate(latencies, deeds)
    const hover = await measure(pointers(history, 'pointermove', 60))
    const select = await measure(
      pointers(history, 'pointerdown', 40).flatMap(([at, , x, y]): Deed[] => [
        [at, 'pointerdown', x, y],
        [at, 'pointerup', x, y],
      ]),
    )
    const axes = await page.locator('.plot > .axis').count()
    const brushes: number[] = []
    for (let axis = 0; axis < axes; axis++) {
      await page.evaluate((at) => {
        for (const [i, one] of document.querySelectorAll('.plot > .axis').entries())
          one.toggleAttribute('data-measured', i === at)
      }, axis)
      brushes.push(...(await measure(brush)))
    }
    const sort = await measure(
      Array.from({ length: 24 }, (_, i): Deed => [
        `table[aria-label="Trials"] th:nth-child(${1 + (i % 6)}) button`,
        'click',
        0.5,
        0.5,
      ]),
    )
    // Wait until a view is fully drawn before switching to the next.
    const views: number[] = []
    for (let i = 0; i < 20; i++) {
      await sleep(300)
      views.push(
        ...(await measure([[`[aria-label="View"] > button:nth-child(${[2, 3, 4, 1][i % 4]})`, 'click', 0.5, 0.5]])),
      )
    }
    return { hover, select, brush: brushes, sort, views }
  },
})

// An open window would keep the process alive after a failure.
await window?.close()
process.exit()
