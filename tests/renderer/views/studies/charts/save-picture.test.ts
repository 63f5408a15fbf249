import { describe, expect, it } from 'vitest'
import { parallelPicture } from '../../../../../src-renderer/views/studies/charts/parallel.ts'
import { signPath } from '../../../../../src-renderer/views/studies/charts/paths.ts'
import { dotsPicture } from '../../../../../src-renderer/views/studies/charts/plane.ts'
import { pictureAsSvg } from '../../../../../src-renderer/views/studies/charts/save-picture.ts'
import { parameterScale } from '../../../../../src-renderer/views/studies/charts/scales.ts'
import { theme, trial, byNumber, byValue, size } from '../trial-examples.ts'

describe('a picture as SVG', () => {
  const trials = [trial(2, 50), trial(6, 25, { state: 'pruned' })]
  const svgOf = (...[picture, at = size]: [Parameters<typeof pictureAsSvg>[0], typeof size?]) =>
    pictureAsSvg(picture, theme, at)
  const paths = (svg: string) => [...svg.matchAll(/ d="([^"]*)"/g)].map(([, d]) => d)
  it('contains named axes with the trials on top, on the theme’s background', () => {
    const unit = { ...byValue, axis: { name: 'a < b', unit: 'nat' } }
    const svg = svgOf(dotsPicture({ trials, x: byNumber, y: unit }))
    expect(svg).toMatch(/^<svg xmlns="[^"]*" width="186" height="152" /)
    expect(svg).toContain('<rect width="186" height="152" fill="#14161a"/>')
    expect(svg).toContain('>a &lt; b  <tspan fill="#333333">nat</tspan></text>')
    expect(paths(svg).slice(-2)).toEqual([signPath('disc', 92, 60), signPath('diamond', 132, 85)])
    expect(svg).toMatch(/<path d="[^"]*" fill="#000001" stroke="#000001" stroke-width="1.4" opacity="0.85"\/>/)
  })
  it('has the frame over the trials if it is over them on the page', () => {
    const kernel = parameterScale({ kind: 'categorical', name: 'kernel', choices: [3, 5] }, [])
    const picture = parallelPicture(trials, [kernel, byValue], 'minimise')
    const svg = svgOf(picture)
    expect(picture.frameOver).toBe(true)
    expect(svg.indexOf('kernel')).toBeGreaterThan(svg.lastIndexOf('#fde725'))
    expect(svg).toContain('paint-order="stroke"')
  })
})
