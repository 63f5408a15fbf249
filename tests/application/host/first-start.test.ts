import { existsSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { demoMapPath, demoRecipe } from '../../../src-main/application/host/first-start.ts'
import { madeLauncher } from '../made-launcher.ts'
import { openApplication, temporaryHome, until } from '../harness.ts'

const { home, remove } = temporaryHome()
afterAll(remove)

const quiet = (app: Awaited<ReturnType<typeof openApplication>>) =>
  until(
    () => app.call('jobs.list', {}),
    (jobs) => jobs.every(({ state }) => state !== 'running' && state !== 'waiting'),
  )

it('the demo map is added once, even if the first start is interrupted or repeated', async () => {
  // Closed before the map was read: nothing is kept, and the next start begins again.
  const first = await openApplication(home, { engineLauncher: madeLauncher })
  await first.close()

  const second = await openApplication(home, { engineLauncher: madeLauncher })
  await until(
    () => second.call('datasets.list', {}),
    ([dataset]) => dataset !== undefined,
  )
  await second.close()

  const third = await openApplication(home, { engineLauncher: madeLauncher })
  await quiet(third)
  const maps = await third.call('maps.list', {})
  const datasets = await third.call('datasets.list', {})
  expect(maps.map(({ path, demo }) => [path, demo])).toEqual([[demoMapPath(), true]])
  expect(datasets).toHaveLength(1)
  expect(datasets[0].recipe).toEqual(demoRecipe)
  // Closed while the dataset was cut: it is marked interrupted, and no partial files are left.
  expect(['interrupted', 'complete']).toContain(datasets[0].state)
  expect(existsSync(datasets[0].folder)).toBe(datasets[0].state === 'complete')
  expect(await third.call('jobs.list', {})).toEqual([])
  await third.close()
})

it('a home that already has a map does not get the demo map', async () => {
  const app = await openApplication(home, { engineLauncher: madeLauncher })
  const [dataset] = await app.call('datasets.list', {})
  await app.call('datasets.remove', { id: dataset.id })
  await app.call('maps.rename', { id: dataset.mapId!, name: 'mine' })
  await app.close()
  const again = await openApplication(home, { engineLauncher: madeLauncher })
  expect(await again.call('jobs.list', {})).toEqual([])
  expect((await again.call('maps.list', {})).map(({ name }) => name)).toEqual(['mine'])
  expect(await again.call('datasets.list', {})).toEqual([])
  await again.close()
})
