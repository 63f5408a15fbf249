/**
 * Address of a worker's program: `name.ts` beside the module that starts it, if run from source; or `name.js` at the
 * top of the bundle (out/main), where the build puts every worker entry, whatever chunk the module is in.
 * @param moduleUrl the caller's import.meta.url
 */
export function workerUrl(name: string, moduleUrl: string): URL {
  if (moduleUrl.endsWith('.ts')) return new URL(`./${name}.ts`, moduleUrl)
  return new URL(/\/chunks\/[^/]*$/.test(moduleUrl) ? `../${name}.js` : `./${name}.js`, moduleUrl)
}
