/** What was dropped on the page: paths of files, or only the name of a file whose path the browser hides. */
export type Dropped = { paths: string[] } | { hidden: string } | null

/** `file:///home/a%20b.fits` as a local path; null for anything but a file URL. */
export function pathOfAddress(address: string): string | null {
  if (!address.startsWith('file://')) return null
  const path = decodeURIComponent(new URL(address).pathname)
  return /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path
}

const isPath = (path: string | null): path is string => Boolean(path)

/**
 * Reads a drop: files, whose paths the desktop knows; then a URI list (file managers); then plain text that is a path.
 * @param pathOf the path of a dropped file, '' if it has none; omitted in a browser, which hides paths
 */
export function droppedFiles(data: DataTransfer, pathOf: (file: File) => string = () => ''): Dropped {
  const files = [...data.files]
  const paths = files.map(pathOf).filter(isPath)
  if (paths.length > 0) return { paths }
  const listed = data.getData('text/uri-list').split(/\r?\n/).map(pathOfAddress).filter(isPath)
  if (listed.length > 0) return { paths: listed }
  const text = data.getData('text/plain').trim()
  if (/^(\/|~|[A-Za-z]:[\\/])[^\n]*$/.test(text)) return { paths: [text] }
  return files.length > 0 ? { hidden: files[0].name } : null
}
