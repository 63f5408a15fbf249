import type { Command } from 'commander'
import { deviceOptionNames, readDeviceOptions, type DeviceOptions } from '../../src-preload/contract/device-options.ts'
import { UsageError } from './exit-code.ts'

/** Adds `--device name=value`: what the engine of this command is given of the machine. */
export const addDeviceOption = (command: Command): Command =>
  command.option(
    '--device <name=value>',
    `what the engine is given of the machine: ${deviceOptionNames.join(', ')}; may be repeated`,
    (word: string, all: string[]) => [...all, word],
    [] as string[],
  )

/** @throws UsageError naming the word and what is needed */
export function deviceOptionsOf({ device }: { device: readonly string[] }): DeviceOptions {
  const options = readDeviceOptions(device)
  if ('misfit' in options) throw new UsageError(`--device ${options.misfit}`)
  return options
}
