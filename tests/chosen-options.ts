/** Tells whoever runs a command how it goes, apart from its result. */
export const note = (text: string): void => void process.stderr.write(`${text}\n`)

/**
 * The options of a command of this folder (resources/setup/tool.mjs); null if there is nothing more to do: its help was
 * asked for and is printed, or they are wrong, which is said with the usage and status 2.
 */
export function chosenOptions<T extends { help?: boolean }>(read: () => T, usage: string): T | null {
  try {
    const options = read()
    if (!options.help) return options
    process.stdout.write(usage)
  } catch (error) {
    note(`${(error as Error).message}\n\n${usage}`)
    process.exitCode = 2
  }
  return null
}
