/**
 * Address of a worker's program: `name.ts` beside the module that starts it, as Node runs it from source, or `name.js` at
 * the top of the bundle (out/main), where the build puts every worker entry, whichever chunk the module went into.
 * @param moduleUrl the caller's import.meta.url
 */
export function workerUrl(name: string, moduleUrl: string): URL {
  if (moduleUrl.endsWith('.ts')) return new URL(`./${name}.ts`, moduleUrl)
  return new URL(/\/chunks\/[^/]*$/.test(moduleUrl) ? `../${name}.js` : `./${name}.js`, moduleUrl)
}
