import type { Command } from 'commander'
import {
  defaultDeviceOptions,
  deviceOptionNames,
  readDeviceOptions,
  type DeviceOptions,
} from '../../src-preload/contract/device-options.ts'
import { UsageError } from './exit-code.ts'
import { repeated } from './option-values.ts'

/** Adds `--device name=value`: what the engines of this command are given of the machine. */
export const addDeviceOption = (command: Command): Command =>
  command.option(
    '--device <name=value>',
    `what engines are given of the machine: ${deviceOptionNames.join(', ')}; may be repeated`,
    repeated,
    [] as string[],
  )

/** What a command's engine is given. @throws UsageError naming the word and what is needed */
export const deviceOptionsOf = (options: { device: readonly string[] }): DeviceOptions => ({
  ...defaultDeviceOptions,
  ...deviceChangesOf(options),
})

/** The options that were named, to be put over those of the home folder. @throws UsageError naming the word and what is needed */
export function deviceChangesOf({ device }: { device: readonly string[] }): Partial<DeviceOptions> {
  const options = readDeviceOptions(device)
  if ('misfit' in options) throw new UsageError(`--device ${options.misfit}`)
  return options
}
