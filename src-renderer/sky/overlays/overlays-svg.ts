import type { Point } from '../../../src-shared/sky/overlay/contours.ts'
import type { Size } from '../lay-out-grids.ts'
import { pictureOf } from './drapery.ts'
import type { LaidOut, OverlayLines, ShadedArea } from './lay-out-overlays.ts'
import { halo, shade } from './shade.ts'

const path = (pieces: readonly Point[][]) =>
  pieces.map((piece) => `M${piece.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`).join('')

/**
 * Overlays as SVG elements: a texture as an image, areas with patterns of hatching, lines as paths.
 * @param prefix of the ids, which differ between two skies of one picture
 */
export function overlaysSvg({ drapery, areas, lines, edge }: LaidOut, size: Size, prefix = ''): string {
  const [width, height] = size
  const limit = edge
    ? `<clipPath id="${prefix}sky-edge"><ellipse cx="${width / 2}" cy="${height / 2}" rx="${edge[0].toFixed(1)}" ry="${edge[1].toFixed(1)}"/></clipPath>`
    : ''
  const clip = edge ? ` clip-path="url(#${prefix}sky-edge)"` : ''
  const shaded = areas.map((area) => areaSvg(area, clip, prefix))
  const defs =
    areas.length > 0 || drapery ? `<defs>${limit}${areas.map((area) => patternSvg(area, prefix)).join('')}</defs>` : ''
  return [defs, drapery ? draperySvg(drapery, clip, size) : '', ...shaded, ...lines.map(linesSvg)].join('')
}

/** Lines at 45 degrees, as far apart along the edges of the view as on the screen. */
function patternSvg({ hatch }: ShadedArea, prefix: string): string {
  const across = (shade.spacing / Math.SQRT2).toFixed(3)
  return [
    `<pattern id="${prefix}hatch-${hatch}" width="${across}" height="${across}" patternUnits="userSpaceOnUse"`,
    ` patternTransform="rotate(${hatch === 'rising' ? 45 : -45})">`,
    `<path d="M0 0V${across}" stroke="${shade.hatch}" stroke-opacity="${shade.hatchOpacity}" stroke-width="${2 * shade.hatchWidth}"/>`,
    '</pattern>',
  ].join('')
}

function draperySvg(
  { texture, strength }: NonNullable<LaidOut['drapery']>,
  clip: string,
  [width, height]: Size,
): string {
  const source = pictureOf(texture).toDataURL()
  return `<g${clip} opacity="${strength}"><image width="${width}" height="${height}" href="${source}"/></g>`
}

function areaSvg({ rings, hatch }: ShadedArea, clip: string, prefix: string): string {
  const d = path(rings)
  return [
    `<g fill-rule="evenodd"${clip}>`,
    `<path d="${d}" fill="${shade.colour}" fill-opacity="${shade.opacity}"/>`,
    `<path d="${d}" fill="url(#${prefix}hatch-${hatch})"/></g>`,
  ].join('')
}

function linesSvg({ colour, width, dash, pieces }: OverlayLines): string {
  const d = path(pieces)
  const below = `<path d="${d}" stroke="${halo.colour}" stroke-opacity="${halo.opacity}" stroke-width="${width + halo.wider}"/>`
  const line = `<path d="${d}" stroke="${colour}" stroke-width="${width}" stroke-dasharray="${dash.join(' ')}"/>`
  return `<g fill="none" stroke-linejoin="round">${below}${line}</g>`
}
