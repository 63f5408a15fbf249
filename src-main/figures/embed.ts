/**
 * An ECharts drawing as part of a larger SVG: without its outer element and interaction, and with ids that are unique
 * on a page and reproducible.
 */
export function embed(svg: string): string {
  const markup = svg
    .replace(/^\s*<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/ (ecmeta_\w+|class|pointer-events)="[^"]*"/g, '')
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .trim()
  const own = `p${hash(markup.replace(/\bzr\d+-/g, ''))}-`
  return markup.replace(/\bzr\d+-/g, own)
}

/** FNV-1a, 32 bits. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value >>> 0).toString(36)
}
