/**
 * The window's page as sent for an address: its own addresses are relative (`./assets/...`, and the way to the host's
 * base, src-renderer/base-path.ts), and lead there from the top. One `../` for every folder between makes them right
 * for deeper views, wherever a proxy serves them, and whether or not the host knows where.
 * @param pathname the path below the host's base, `/runs/a`
 */
export function pageInDepth(html: string, pathname: string): string {
  const folders = pathname.split('/').length - 2
  return folders > 0 ? html.replaceAll(/(?<= (?:src|href|content)=")\.\//g, '../'.repeat(folders)) : html
}
