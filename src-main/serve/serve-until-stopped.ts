import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { openHomeSocket } from './home-socket.ts'
import { openBrowser } from './open-browser.ts'
import { builtRenderer } from './renderer-files.ts'
import { startServer } from './server.ts'
import type { ServerOptions } from './server.ts'

export type ServeOptions = Pick<
  ServerOptions,
  'port' | 'host' | 'basePath' | 'origins' | 'token' | 'watchers' | 'rendererFolder'
> & {
  home?: string
  /** Opens the address in the user's browser. */
  open?: boolean
  /** Stops the host. */
  signal: AbortSignal
  /** Prints the line with the address. */
  print: (line: string) => void
}

const listenFailure = (error: unknown, port: number, host?: string) => {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE')
    return new CirrusError('conflict', `Port ${port} is in use. Leave out --port to use a free one.`, undefined, {
      cause: error,
    })
  if (code === 'EACCES')
    return new CirrusError('conflict', `This user may not open port ${port}. Choose one above 1023.`, undefined, {
      cause: error,
    })
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new CirrusError(
      'not-found',
      `This machine has no address "${host}". --host takes one of its own.`,
      undefined,
      {
        cause: error,
      },
    )
  return error
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

/**
 * Runs the browser host: creates the application, serves it, prints one line with the address, and on the signal stops
 * trainings with a checkpoint and closes.
 * @throws CirrusError `not-found` if the window is not built, `conflict` if the port or the home is in use
 */
export const serveUntilStopped = async (options: ServeOptions): Promise<void> => {
  const { rendererFolder = builtRenderer(), port = 0, host, basePath, origins, token, watchers, print } = options
  if (!existsSync(join(rendererFolder, 'index.html')))
    throw new CirrusError(
      'not-found',
      `The window is not built: ${rendererFolder} has no index.html. Run "npm run build".`,
    )

  const stopped = aborted(options.signal)
  const { createApplication } = await import('../application/index.ts')
  const application = await createApplication({ home: options.home, door: 'browser' })
  const homeSocket = await openHomeSocket(application)
  try {
    const served = { application, port, host, basePath, origins, token, watchers, rendererFolder }
    const server = await startServer(served).catch((error) => {
      throw listenFailure(error, port, host)
    })
    // Whoever gave the token has it; what is printed here often goes to a log.
    print(`Cirrus is at ${token ? server.publicAddress.replace(/\?.*/, '') : server.publicAddress}`)
    if (server.watchAddress) print(`To watch only: ${server.watchAddress}`)
    if (options.open && !(await openBrowser(server.publicAddress)))
      process.stderr.write("Can't start a browser. Open the address above in one.\n")
    await stopped
    process.stderr.write('Stopping. Trainings keep their checkpoints and can be resumed.\n')
    await server.close()
  } finally {
    await homeSocket.close()
    await application.close()
  }
}
