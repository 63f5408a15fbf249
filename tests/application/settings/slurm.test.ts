import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createSlurmClusters, ownCommand } from '../../../src-main/application/settings/slurm-clusters.ts'
import { defaultDeviceOptions } from '../../../src-preload/contract/device-options.ts'
import { slurmProfileSchema } from '../../../src-preload/contract/slurm-profiles.ts'
import { madeLauncher } from '../made-launcher.ts'
import { openApplication, temporaryHome } from '../harness.ts'

const { home, remove } = temporaryHome()
afterAll(remove)
const file = join(home, 'settings.json')
const [night, day] = [{ name: 'night', partition: 'gpu', capacity: 3 }, { name: 'day' }].map((one) =>
  slurmProfileSchema.parse(one),
)

describe('Slurm profiles', () => {
  it('are stored in the home folder beside the device options, and persist across starts', async () => {
    let app = await openApplication(home, { demo: false, engineLauncher: madeLauncher })
    expect(await app.call('slurm.profiles', {})).toEqual([])
    const device = { ...defaultDeviceOptions, intraOpThreads: 1 }
    await app.call('devices.configure', device)
    expect(await app.call('slurm.configure', { profiles: [night, day] })).toEqual([night, day])
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ device, slurm: [night, day] })
    await app.call('devices.configure', defaultDeviceOptions)
    await app.close()

    app = await openApplication(home, { demo: false, engineLauncher: madeLauncher })
    expect(await app.call('slurm.profiles', {})).toEqual([night, day])
    await app.close()
  })
  it('with the same name are refused, and change nothing', async () => {
    const app = await openApplication(home, { demo: false, engineLauncher: madeLauncher })
    const twice = app.call('slurm.configure', { profiles: [night, night] })
    await expect(twice).rejects.toMatchObject({ message: expect.stringContaining('two profiles have the same name') })
    expect(await app.call('slurm.profiles', {})).toEqual([night, day])
    await app.close()
  })
})

describe('a cluster', () => {
  const clusters = createSlurmClusters({
    settings: join(home, 'other.json'),
    arrays: join(home, 'arrays'),
    profiles: [night, day],
  })
  it('takes as many trials as its profile allows', () => {
    expect(clusters.executor('night').capacity()).toBe(3)
  })
  it('that does not exist is refused, listing those that do', () => {
    expect(() => clusters.executor('noon')).toThrow(/no Slurm profile "noon".*night, day/)
  })
  it('exists as soon as it is configured', async () => {
    await clusters.configure([])
    expect(() => clusters.executor('night')).toThrow('There is no Slurm profile "night".')
  })
})

describe('the command for Cirrus on a node', () => {
  it('uses this Node, with the program of the sources or of the bundle', () => {
    expect(ownCommand('file:///opt/cirrus/src-main/application/settings/slurm-clusters.ts')).toBe(
      `${process.execPath} /opt/cirrus/src-main/cli.ts`,
    )
    expect(ownCommand('file:///opt/my%20cirrus/out/main/index-1a2b.js')).toBe(
      `${process.execPath} '/opt/my cirrus/out/main/cli.js'`,
    )
  })
})
