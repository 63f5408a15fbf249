import { join } from 'node:path'
import { app, dialog, ipcMain, Menu, session, shell } from 'electron'
import type { BrowserWindow } from 'electron'
import { jobAddress, recordPage } from '../../src-preload/contract/record-pages.ts'
import { mapEndings } from '../../src-shared/sky/map-endings.ts'
import { serveApplication } from '../serve/application-rpc.ts'
import { openHomeSocket } from '../serve/home-socket.ts'
import { builtRenderer } from '../serve/renderer-files.ts'
import { createSite } from '../serve/site.ts'
import { announceJobs } from './announce-jobs.ts'
import { quitCleanly } from './clean-quit.ts'
import { utilityProcessLauncher } from './engine-launcher.ts'
import { followJobs } from './follow-jobs.ts'
import { gatherOpenings } from './gather-openings.ts'
import { watchGraphics } from './gpu-crash.ts'
import { leaveWork, resumeLeftWork } from './left-work.ts'
import { lockAllContents, lockSession } from './lock-down.ts'
import { menuTemplate } from './menu.ts'
import type { Opening } from './opening.ts'
import { scheme } from './own-pages.ts'
import { handOverPorts } from './port-handover.ts'
import { followRecentMaps, type RecentMap } from './recent-maps.ts'
import { releasePage } from './release-page.ts'
import { watchRenderer } from './renderer-crash.ts'
import { handleScheme, registerScheme } from './scheme.ts'
import { createWindow } from './window.ts'

/** As in electron-builder.yml. */
const appId = 'org.cirrus.Cirrus'

export type DesktopOptions = { engineProgram: string; preload: string; icon: string }

/**
 * Chromium's own files (caches, cookies, the lock of the single instance) beside the home folder, never inside its
 * data: one desktop for each home.
 */
const chromiumFolder = () =>
  process.env.CIRRUS_HOME ? join(process.env.CIRRUS_HOME, 'desktop') : join(app.getPath('appData'), 'Cirrus Desktop')

const mapFilters = [
  { name: 'Sky maps', extensions: [...new Set(mapEndings.map((ending) => ending.replace(/.*\./, '')))] },
  { name: 'All files', extensions: ['*'] },
]

const run = async ({ engineProgram, preload, icon }: DesktopOptions, openings: ReturnType<typeof gatherOpenings>) => {
  const { createApplication } = await import('../application/index.ts')
  await app.whenReady()
  const application = await createApplication({
    door: 'electron',
    engineLauncher: utilityProcessLauncher(engineProgram),
  })
  const rpc = serveApplication(application)
  const homeSocket = await openHomeSocket(application)
  const jobs = followJobs(application.events)
  const left = join(app.getPath('userData'), 'left-work.json')
  const close = async () => {
    await leaveWork(left, jobs.underWay(), application)
    await homeSocket.close()
    await application.close()
  }
  const bindClose = quitCleanly(app, { close, runningJobs: jobs.underWay })

  lockSession(session.defaultSession)
  handleScheme(createSite({ resources: application.resources, rendererFolder: builtRenderer() }))
  const showOpening = (opening: Opening) => {
    if (opening.kind === 'map') application.emit('host.openPath', { path: opening.path })
    else if (opening.kind === 'page') application.emit('host.showPage', { address: opening.address })
    else void sayRefused(opening.link)
  }
  handOverPorts(ipcMain, (port) => {
    const close = rpc.attach(port)
    const hold = openings.showWith(showOpening)
    return () => {
      hold()
      close()
    }
  })

  let window: BrowserWindow | null = null
  const show = () => {
    if (window) {
      if (window.isMinimized()) window.restore()
      window.focus()
      return
    }
    const opened = createWindow({ preload, icon, boundsFile: join(app.getPath('userData'), 'window.json') })
    watchRenderer(opened, () => app.quit())
    bindClose(opened)
    opened.once('closed', () => {
      window = null
    })
    window = opened
  }
  const showPage = (address: string) => openings.open({ kind: 'page', address })
  const openMap = async () => {
    show()
    if (!window) return
    const { filePaths } = await dialog.showOpenDialog(window, { filters: mapFilters, properties: ['openFile'] })
    openings.open(...filePaths.map((path) => ({ kind: 'map', path }) as const))
  }
  const releases = releasePage(app.getAppPath())
  const actions = {
    openMap: () => void openMap(),
    showMap: (id: string) => showPage(recordPage('map', id)),
    showSettings: () => showPage('/settings'),
    showHome: () => void shell.openPath(application.home),
    showAbout: () => app.showAboutPanel(),
    showReleases: releases === null ? null : () => void shell.openExternal(releases),
  }
  const setMenu = (recent: readonly RecentMap[]) =>
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(menuTemplate(actions, { platform: process.platform, packaged: app.isPackaged, recent })),
    )
  setMenu([])
  announceJobs(jobs, { window: () => window, show: (job) => showPage(jobAddress(job) ?? '/') })
  watchGraphics(app, () => window?.webContents.reload())
  openings.onMore(show)
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  show()
  await resumeLeftWork(left, application)
  await followRecentMaps(application, setMenu, (path) => app.addRecentDocument(path))
}

/** A link may be of any length, and anyone can write one. */
const sayRefused = (link: string) =>
  dialog.showMessageBox({
    type: 'warning',
    message: 'This link leads to no page of Cirrus.',
    detail: link.length > 200 ? `${link.slice(0, 200)}…` : link,
  })

/** Starts the desktop. Call it before Electron is ready: the scheme and the sandbox must be set first. */
export const startDesktop = async (options: DesktopOptions): Promise<void> => {
  registerScheme()
  app.enableSandbox()
  app.setPath('userData', chromiumFolder())
  lockAllContents(app)
  // Without it Windows shows no notifications of an installed program.
  if (process.platform === 'win32') app.setAppUserModelId(appId)
  // Packages for the other systems say themselves which links they open.
  if (app.isPackaged && process.platform === 'win32') app.setAsDefaultProtocolClient(scheme)
  const commandLine = { argv: process.argv, folder: process.cwd() }
  const openings = gatherOpenings(app, commandLine)
  if (!app.requestSingleInstanceLock(commandLine)) {
    app.quit()
    return
  }
  try {
    await run(options, openings)
  } catch (error) {
    dialog.showErrorBox('Cirrus cannot start', error instanceof Error ? error.message : String(error))
    app.exit(1)
  }
}
