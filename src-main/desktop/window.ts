import { BrowserWindow, nativeTheme, screen } from 'electron'
import { startPage } from './own-pages.ts'
import { minimumSize, readState, visibleBounds, writeState } from './window-bounds.ts'

/** The colour behind the page until it draws: the background of the system's theme (src-renderer/styles/tokens.css). */
const background = () => (nativeTheme.shouldUseDarkColors ? '#0d0e10' : '#e9eaec')

const workAreas = () => screen.getAllDisplays().map(({ workArea }) => workArea)

export type WindowOptions = { preload: string; icon: string; boundsFile: string }

/** The only window: a sandboxed page without Node, shown once it has drawn. */
export const createWindow = ({ preload, icon, boundsFile }: WindowOptions): BrowserWindow => {
  const screens = workAreas()
  const state = readState(boundsFile, screens)
  const window = new BrowserWindow({
    ...visibleBounds(state?.bounds ?? null, screens),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Cirrus',
    icon,
    backgroundColor: background(),
    fullscreen: state?.fullScreen ?? false,
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
  window.once('ready-to-show', () => {
    if (state?.maximized) window.maximize()
    window.show()
  })
  window.on('close', () => {
    const [bounds, maximized, fullScreen] = [window.getNormalBounds(), window.isMaximized(), window.isFullScreen()]
    writeState(boundsFile, workAreas(), { bounds, maximized, fullScreen })
  })
  void window.loadURL(startPage)
  return window
}
