// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import FirstSteps from '../../../src-renderer/frame/FirstSteps.vue'
import { firstSteps, type Progress } from '../../../src-renderer/frame/first-steps.ts'
import { openWindow, until } from '../window.ts'

const none: Progress = { map: 'iris', dataset: 'demo', visited: new Set(), runs: [], isInpainted: false }
const nextOf = (progress: Partial<Progress>) =>
  firstSteps({ ...none, ...progress }).find(({ isDone }) => !isDone)?.title

describe('the first steps', () => {
  it('begin once the demo dataset is cut', () => {
    expect(firstSteps({ ...none, dataset: undefined })).toEqual([])
    expect(nextOf({})).toBe('Look at the map')
  })

  it('go on as pages are opened and things are made', () => {
    const visited = new Set(['/maps/iris'])
    expect(nextOf({ visited })).toBe('See its patches')
    visited.add('/datasets/demo')
    expect(nextOf({ visited })).toBe('Train a model')
    const runs = [
      { id: 'b', epoch: 0 },
      { id: 'a', epoch: 0 },
    ]
    expect(nextOf({ visited, runs })).toBe('Watch it learn')
    visited.add('/runs/a')
    expect(nextOf({ visited, runs })).toBe('Watch it learn')
    runs[1].epoch = 1
    expect(nextOf({ visited, runs })).toBe('Fill a hole')
    expect(nextOf({ visited, runs, isInpainted: true })).toBeUndefined()
  })

  it('lead to the pages where they are done', () => {
    const to = firstSteps({ ...none, runs: [{ id: 'a', epoch: 1 }] }).map(({ action }) => action.to)
    expect(to).toEqual(['/maps/iris', '/datasets/demo', '/runs/new?dataset=demo', '/runs/a', '/inpaintings/new?run=a'])
  })
})

describe('the bar of the first steps', () => {
  let cirrus: Awaited<ReturnType<typeof openWindow>>
  beforeEach(async () => {
    cirrus = await openWindow()
  })
  afterEach(() => cirrus.close())

  it('shows the next step, follows the address, and stays away once it is skipped', async () => {
    const bar = await cirrus.show(FirstSteps, {}, '/settings')
    await until(() => bar.find('section').exists())
    expect(bar.text()).toContain('Step 1 of 5')
    const address = bar.get('a').attributes('href')!
    await cirrus.router.push(address)
    await until(() => bar.text().includes('Step 2 of 5'))
    await bar.get('button').trigger('click')
    expect(bar.find('section').exists()).toBe(false)
    bar.unmount()
    const again = await cirrus.show(FirstSteps, {}, '/settings')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(again.find('section').exists()).toBe(false)
  })
})
