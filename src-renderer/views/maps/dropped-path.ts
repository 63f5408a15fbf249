/** What was dropped on the page: the path of a file, or only the name of a file whose path the browser hides. */
export type Dropped = { path: string } | { hidden: string } | null

/** `file:///home/a%20b.fits` as a local path; null for anything but a file URL. */
export function pathOfAddress(address: string): string | null {
  if (!address.startsWith('file://')) return null
  const path = decodeURIComponent(new URL(address).pathname)
  return /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path
}

/** Reads a drop: a URI list first (file managers), then plain text that is a path, then a bare file. */
export function droppedPath(data: DataTransfer): Dropped {
  const addresses = data.getData('text/uri-list').split(/\r?\n/)
  for (const address of addresses) {
    const path = pathOfAddress(address)
    if (path) return { path }
  }
  const text = data.getData('text/plain').trim()
  if (/^(\/|~|[A-Za-z]:[\\/])[^\n]*$/.test(text)) return { path: text }
  return data.files.length > 0 ? { hidden: data.files[0].name } : null
}
