import { spawn } from 'node:child_process'

/** The platform's command that opens an address. */
export const openCommand = (platform: NodeJS.Platform): [command: string, ...args: string[]] => {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return ['xdg-open']
}

/** Opens an address in the user's browser; false if none can be started (the printed address still works). */
export const openBrowser = (address: string, platform = process.platform) =>
  new Promise<boolean>((resolve) => {
    const [command, ...args] = openCommand(platform)
    const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
