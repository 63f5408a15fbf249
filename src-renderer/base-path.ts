/**
 * The path of the address under which the host serves this window, without its last slash: '' for most, and
 * `/node/gpu01/4400`, say, behind a proxy. The host writes the way from a page to it into the page (`cirrus-base`), as
 * only a relative way is right behind proxies that take a part of the address off.
 * @param page address at which the page was loaded
 */
export function basePathOf(way: string | undefined, page: string): string {
  return way === undefined ? '' : new URL(way, page).pathname.replace(/\/$/, '')
}

/** That of this window; read once, before the first change of page. */
export const basePath = basePathOf(
  document.querySelector<HTMLMetaElement>('meta[name="cirrus-base"]')?.content,
  location.href,
)

/**
 * Where this window finds something of its host.
 * @param address one of the contract's addresses, `/data/...`, or another that begins with a slash
 */
export const hostAddress = (address: string): string => basePath + address
