/**
 * Whether this Cirrus was installed, rather than being a checkout: its programs are in an archive.
 * @param moduleUrl address of one of its modules
 */
export const isInPackage = (moduleUrl = import.meta.url): boolean => moduleUrl.includes('/app.asar/')
