import type { Command } from 'commander'
import { serveUntilStopped } from '../serve/serve-until-stopped.ts'
import type { Terminal } from './terminal.ts'
import { numberOption } from './option-values.ts'

/** `cirrus serve`: the window in a browser, over loopback or an SSH tunnel. */
export function addServeCommand(program: Command, { output, signal }: Terminal) {
  program
    .command('serve')
    .description('serve the window to a browser on this machine; prints the address with its token')
    .option(
      '--port <number>',
      'default: a free port',
      numberOption('--port', { min: 0, max: 65_535, integer: true }),
      0,
    )
    .option('--open', 'open the default browser')
    .option(
      '--home <folder>',
      "home folder with catalog, datasets and runs; default: CIRRUS_HOME or the platform's data folder",
    )
    .action((options: { port: number; open?: boolean; home?: string }) =>
      serveUntilStopped({ ...options, signal, print: (line) => output.line(line) }),
    )
}
