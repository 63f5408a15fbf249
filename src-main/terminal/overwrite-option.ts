import type { Command } from 'commander'

/** `--overwrite`, the same for all commands that write one file. */
export const withOverwrite = (command: Command): Command =>
  command.option('--overwrite', 'replace the output file if it exists; otherwise it is refused')
