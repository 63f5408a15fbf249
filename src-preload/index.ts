import { contextBridge, ipcRenderer, webUtils } from 'electron'

// The page learns that it runs in Electron and where a file is that the user dropped on it, and gets one port to the
// application: nothing else crosses this boundary.
contextBridge.exposeInMainWorld('cirrus', {
  door: 'electron',
  pathOf: (file: File) => webUtils.getPathForFile(file),
})

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = event.data as { type?: unknown } | null
  if (event.source === window && event.origin === location.origin && message?.type === 'cirrus:ready')
    ipcRenderer.send('cirrus:port')
})

ipcRenderer.on('cirrus:port', ({ ports }) => {
  if (ports.length === 1) window.postMessage({ type: 'cirrus:port' }, location.origin, [ports[0]])
})
