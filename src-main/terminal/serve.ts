import type { Command } from 'commander'
import { basePathOf, originOf } from '../serve/public-address.ts'
import { serveUntilStopped } from '../serve/serve-until-stopped.ts'
import { givenToken } from '../serve/given-token.ts'
import type { Terminal } from './terminal.ts'
import { numberOption } from './option-values.ts'

type ServeWords = {
  port: number
  host?: string
  basePath: string
  origin: string[]
  watchers?: boolean
  open?: boolean
  home?: string
}

/** `cirrus serve`: the window in a browser, over loopback, an SSH tunnel or a proxy. */
export function addServeCommand(program: Command, { output, signal }: Terminal) {
  program
    .command('serve')
    .description('serve the window to a browser on this machine, through an SSH tunnel or a proxy; prints its address')
    .option(
      '--port <number>',
      'default: a free port',
      numberOption('--port', { min: 0, max: 65_535, integer: true }),
      0,
    )
    .option('--host <address>', 'listen on this address of the machine instead of 127.0.0.1, for a proxy on another')
    .option('--base-path <path>', 'path at which a proxy serves Cirrus, such as /node/HOST/PORT/', basePathOf, '')
    .option(
      '--origin <address>',
      'address of a proxy at which browsers may see Cirrus, such as https://ondemand.example.org; may be repeated',
      (word: string, all: string[]) => [...all, originOf(word)],
      [],
    )
    .option('--watchers', 'print a second address, for those who may watch but start and change nothing')
    .option('--open', 'open the default browser')
    .option(
      '--home <folder>',
      "home folder with catalog, datasets and runs; default: CIRRUS_HOME or the platform's data folder",
    )
    .addHelpText('after', '\nA portal that makes the token itself sets it in CIRRUS_TOKEN.')
    .action(({ origin: origins, ...options }: ServeWords) =>
      serveUntilStopped({
        ...options,
        origins,
        token: givenToken(process.env),
        signal,
        print: (line) => output.line(line),
      }),
    )
}
