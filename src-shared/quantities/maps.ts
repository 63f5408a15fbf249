import type { Quantity } from './quantity.ts'

/** Quantities of maps, and of patches cut from them. */
export const mapQuantities = {
  nside: {
    title: 'nside',
    meaning: 'The resolution of a HEALPix map: it divides the sphere into 12 nside² pixels of the same area.',
    equation: 'side of a pixel = √(4π / (12 nside²)), 6.9′ for nside 512',
    source: 'Górski et al. 2005, ApJ 622, 759',
  },
  polarisedIntensity: {
    title: 'P',
    meaning: 'Polarised intensity. Noise in Q and U makes it larger on average.',
    equation: 'P = √(Q² + U²)',
    unit: 'that of Q and U',
    source: 'Planck 2015 results XIX, A&A 594, A19',
  },
  polarisationAngle: {
    title: 'polarisation angle',
    meaning:
      'Direction of polarisation, from north through east in the frame of the map, 0 to 180. The magnetic field in the plane of the sky is perpendicular to it for dust.',
    equation: 'ψ = ½ atan2(U, Q) in the IAU’s convention; U has the other sign in HEALPix’s (POLCCONV COSMO)',
    unit: 'degrees',
    source: 'IAU 1973; Hamaker & Bregman 1996, A&AS 117, 161',
  },
  polarisationFraction: {
    title: 'polarisation fraction',
    meaning: 'The part of the intensity that is polarised.',
    equation: 'p = P / I',
    source: 'Planck 2015 results XIX, A&A 594, A19',
  },
  gnomonic: {
    title: 'patch',
    meaning:
      'A square cut of the map in gnomonic projection, which shows great circles as straight lines. Its pixels are interpolated between the four nearest of the map.',
    equation:
      'x = cos b sin Δl / cos c,  y = (cos b₀ sin b − sin b₀ cos b cos Δl) / cos c, c the distance from the middle',
    unit: 'degrees on a side, pixels',
    source: 'Calabretta & Greisen 2002, A&A 395, 1077 (TAN)',
  },
  standardised: {
    title: 'standardised values',
    meaning:
      'What models see: the scaled values of a patch less their mean, over their standard deviation. They have no unit.',
    equation: 'z = (f(x) − mean) / std, with f the scale: log, linear or asinh',
    source: 'docs/datasets.md',
  },
} satisfies Record<string, Quantity>
