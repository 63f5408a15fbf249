import type { deviceEvents, deviceMethods } from '../../../src-preload/contract/devices.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import type { Context } from '../host/context.ts'
import { changeSettings } from './settings-file.ts'

type DeviceContract = { methods: typeof deviceMethods; events: typeof deviceEvents }

/** The engines and their options, and changes of them. */
export function deviceHandlers({ engines, jobs, layout }: Context): Handlers<DeviceContract> {
  return {
    'devices.list': () => engines.states(),
    'devices.restart': ({ id }) => engines.restart(id),
    'devices.settings': () => engines.settings(),
    async 'devices.configure'(options) {
      await changeSettings(layout.settings, { device: options })
      engines.configure(options)
      jobs.widen()
      return engines.settings()
    },
  }
}
