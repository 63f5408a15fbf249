import { BrowserWindow, screen } from 'electron'
import { startPage } from './own-pages.ts'
import { minimumSize, readBounds, visibleBounds, writeBounds } from './window-bounds.ts'

/** The colour behind the page until it draws: the dark theme's background. */
const BACKGROUND = '#0d0e10'

export type WindowOptions = { preload: string; icon: string; boundsFile: string }

/** The only window: a sandboxed page without Node, shown once it has drawn. */
export const createWindow = ({ preload, icon, boundsFile }: WindowOptions): BrowserWindow => {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea)
  const window = new BrowserWindow({
    ...visibleBounds(readBounds(boundsFile), screens),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Cirrus',
    icon,
    backgroundColor: BACKGROUND,
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  window.on('close', () => writeBounds(boundsFile, window.getNormalBounds()))
  void window.loadURL(startPage)
  return window
}
