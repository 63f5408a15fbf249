/** The scheme and host of everything that the window loads; with `standard` set, it is the origin of its pages. */
export const scheme = 'cirrus'
export const pageHost = 'app'
export const startPage = `${scheme}://${pageHost}/`

/** Whether an address is ours. It is parsed, not compared as text: `cirrus://app.evil.example/` is not. */
export const isOwnPage = (address: string): boolean => {
  const url = URL.parse(address)
  return url?.protocol === `${scheme}:` && url.host === pageHost && url.username === ''
}
