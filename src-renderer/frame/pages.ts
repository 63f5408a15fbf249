/** The rail's pages; an icon is the path of a 20 x 20 stroke drawing. */
export const pages = [
  {
    path: '/maps',
    label: 'Maps',
    keys: 'g m',
    icon: 'M2 10c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5-3.6 6.5-8 6.5S2 14 2 10ZM2 10h16M10 3.5c-3 2-3 11 0 13M10 3.5c3 2 3 11 0 13',
  },
  {
    path: '/datasets',
    label: 'Datasets',
    keys: 'g d',
    icon: 'M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM11 11h6v6h-6z',
  },
  { path: '/runs', label: 'Runs', keys: 'g r', icon: 'M3 3v14h14M5 5c1 7 4 9 12 9.500' },
  {
    path: '/studies',
    label: 'Studies',
    keys: 'g s',
    icon: 'M4 15.500h.01M7 9h.01M9 13h.01M12 5h.01M13 10h.01M16 7h.01M3 3v14h14',
  },
  {
    path: '/validations',
    label: 'Validation',
    keys: 'g v',
    icon: 'M3 17v-4h3v4M6 17V8h3v9M9 17V4h3v13M12 17v-7h3v7M15 17v-3h2v3',
  },
  {
    path: '/inpaintings',
    label: 'Inpainting',
    keys: 'g i',
    icon: 'M3 3h14v14H3zM10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7ZM3 7l4 1M13 12l4 2',
  },
] as const

export const settingsPage = {
  path: '/settings',
  label: 'Settings',
  keys: 'g ,',
  icon: 'M3 6h8M15 6h2M13 4v4M3 14h2M9 14h8M7 12v4',
} as const
