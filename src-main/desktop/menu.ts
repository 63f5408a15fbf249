import type { MenuItemConstructorOptions } from 'electron'

export type MenuActions = { openMap(): void; showHome(): void; showAbout(): void }

/** The native menu. Reload and developer tools appear only when running from source. */
export const menuTemplate = (
  actions: MenuActions,
  { platform, packaged }: { platform: NodeJS.Platform; packaged: boolean },
): MenuItemConstructorOptions[] => {
  const mac = platform === 'darwin'
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Open Map…', accelerator: 'CmdOrCtrl+O', click: actions.openMap },
        { type: 'separator' },
        { role: mac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(packaged ? [] : [{ type: 'separator' } as const, { role: 'reload' } as const]),
        ...(packaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Show Data Folder', click: actions.showHome },
        { label: 'About Cirrus', click: actions.showAbout },
      ],
    },
  ]
}
