import type { Command } from 'commander'
import {
  defaultDeviceOptions,
  deviceOptionNames,
  readDeviceOptions,
  type DeviceOptions,
} from '../../src-preload/contract/device-options.ts'
import { UsageError } from './exit-code.ts'
import { repeated } from './option-values.ts'

/** Adds `--device name=value`: device options for this command's engines. */
export const addDeviceOption = (command: Command): Command =>
  command.option(
    '--device <name=value>',
    `device option of the engines: ${deviceOptionNames.join(', ')}; may be repeated`,
    repeated,
    [] as string[],
  )

/** Device options of a command's engine. @throws UsageError naming the word and what is expected */
export const deviceOptionsOf = (options: { device: readonly string[] }): DeviceOptions => ({
  ...defaultDeviceOptions,
  ...deviceChangesOf(options),
})

/**
 * The options given, which override those of the home folder.
 * @throws UsageError naming the word and what is expected
 */
export function deviceChangesOf({ device }: { device: readonly string[] }): Partial<DeviceOptions> {
  const options = readDeviceOptions(device)
  if ('misfit' in options) throw new UsageError(`--device ${options.misfit}`)
  return options
}
