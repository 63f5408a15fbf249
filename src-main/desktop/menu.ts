import type { MenuItemConstructorOptions } from 'electron'
import type { RecentMap } from './recent-maps.ts'

export type MenuActions = {
  openMap(): void
  showMap(id: string): void
  showSettings(): void
  showHome(): void
  showAbout(): void
  /** Null in a package without a page of releases. */
  showReleases: (() => void) | null
}

/** The native menu. Reload and developer tools appear only when running from source. */
export const menuTemplate = (
  actions: MenuActions,
  { platform, packaged, recent }: { platform: NodeJS.Platform; packaged: boolean; recent: readonly RecentMap[] },
): MenuItemConstructorOptions[] => {
  const mac = platform === 'darwin'
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Open Map…', accelerator: 'CmdOrCtrl+O', click: actions.openMap },
        {
          label: 'Recent Maps',
          enabled: recent.length > 0,
          submenu: recent.map(({ id, name, path }) => ({
            // A single & would underline the letter after it.
            label: name.replaceAll('&', '&&'),
            toolTip: path,
            click: () => actions.showMap(id),
          })),
        },
        { type: 'separator' },
        { label: 'Settings…', accelerator: 'CmdOrCtrl+,', click: actions.showSettings },
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
        ...(actions.showReleases ? [{ label: 'New Versions…', click: actions.showReleases }] : []),
        { label: 'About Cirrus', click: actions.showAbout },
      ],
    },
  ]
}
