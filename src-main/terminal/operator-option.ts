import { Option, type Command } from 'commander'
import { UsageError } from './exit-code.ts'

/** `--operator mask` or `--operator beam:ARCMIN`: the full width at half maximum of the beam, null without one. */
export const withOperatorOption = (command: Command): Command =>
  command.addOption(
    new Option(
      '--operator <operator>',
      'mask, or beam:ARCMIN: patches are observed with a Gaussian beam of this full width at half maximum',
    )
      .argParser(beamOf)
      .default(null, 'mask'),
  )

/** @throws UsageError */
function beamOf(text: string): number | null {
  if (text === 'mask') return null
  const width = Number(/^beam:(.+)$/.exec(text)?.[1])
  if (width > 0 && width <= 600) return width
  throw new UsageError(`--operator takes mask, or beam:ARCMIN with more than 0 and at most 600, not "${text}"`)
}
