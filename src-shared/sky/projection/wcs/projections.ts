import { COD, COE, COO, COP } from './conic.ts'
import { CAR, CEA, CYP, MER } from './cylindrical.ts'
import { HPX, XPH } from './healpix-plane.ts'
import type { ProjectionOf } from './native-projection.ts'
import { SIN } from './orthographic.ts'
import { AZP, SZP } from './perspective.ts'
import { BON, PCO } from './polyconic.ts'
import { AIT, MOL, PAR, SFL } from './pseudo-cylindrical.ts'
import { CSC, QSC, TSC } from './quad-cube.ts'
import { ARC, STG, TAN, ZEA } from './zenithal.ts'
import { AIR, ZPN } from './zenithal-numerical.ts'

/** The projections by the code of their CTYPE (FITS 4.0, Table 23). */
export const projections = {
  ...{ AZP, SZP, TAN, STG, SIN, ARC, ZPN, ZEA, AIR },
  ...{ CYP, CEA, CAR, MER, SFL, PAR, MOL, AIT },
  ...{ COP, COE, COD, COO, BON, PCO, TSC, CSC, QSC, HPX, XPH },
} satisfies Record<string, ProjectionOf>

export type ProjectionCode = keyof typeof projections

export const isProjectionCode = (code: string): code is ProjectionCode => Object.hasOwn(projections, code)
