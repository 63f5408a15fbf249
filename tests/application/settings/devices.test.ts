import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { defaultDeviceOptions } from '../../../src-preload/contract/device-options.ts'
import { openApplication, temporaryHome, until } from '../harness.ts'

const { home, remove } = temporaryHome()
afterAll(remove)
const file = join(home, 'settings.json')

it('device options are stored in the home folder, persist across starts, and are applied by the engine', async () => {
  let app = await openApplication(home, { demo: false })
  expect((await app.call('devices.settings', {})).options).toEqual(defaultDeviceOptions)
  const options = { ...defaultDeviceOptions, intraOpThreads: 3 }
  expect((await app.call('devices.configure', options)).options).toEqual(options)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ device: options })
  const threads = async () => (await app.call('devices.list', {}))[0].threads
  await until(threads, (count) => count === 3)
  await app.close()

  app = await openApplication(home, { demo: false })
  expect((await app.call('devices.settings', {})).options).toEqual(options)
  await until(threads, (count) => count === 3)
  await app.close()
})

it.each([
  ['{"device": {"intraOpThreads": 0}}', 'device.intraOpThreads'],
  ['{"device": {"engines": "two"}}', 'device.engines'],
  ['{"device":', 'it is not JSON'],
])('damaged settings are refused, naming the place: %s', async (text, place) => {
  writeFileSync(file, text)
  const error = await openApplication(home, { demo: false }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'refused', message: expect.stringContaining(file) })
  expect((error as Error).message).toContain(place)
})
