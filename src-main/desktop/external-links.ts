import { shell } from 'electron'

/** Hosts that links in the window may open: papers, archives, documentation. A new link needs its host here. */
const allowedHosts = [
  'aladin.cds.unistra.fr',
  'arxiv.org',
  'doi.org',
  'healpix.sourceforge.io',
  'irsa.ipac.caltech.edu',
  'lambda.gsfc.nasa.gov',
  'pla.esac.esa.int',
  'ui.adsabs.harvard.edu',
  'wiki.cosmos.esa.int',
  'www.tensorflow.org',
]

/** Whether an address may be passed to the system: https, an allowed host, the default port, and no user name. */
export const isAllowedExternal = (address: string): boolean => {
  const url = URL.parse(address)
  return url?.protocol === 'https:' && url.port === '' && url.username === '' && allowedHosts.includes(url.hostname)
}

/** Opens a page in the user's browser if it is on the list; otherwise does nothing. */
export const openExternal = (address: string): void => {
  if (isAllowedExternal(address)) void shell.openExternal(new URL(address).href)
}
