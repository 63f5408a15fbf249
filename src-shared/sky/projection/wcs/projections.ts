import { CAR, CEA, CYP, MER } from './cylindrical.ts'
import type { ProjectionOf } from './native-projection.ts'
import { SIN } from './orthographic.ts'
import { ARC, STG, TAN, ZEA } from './zenithal.ts'

/** The projections by the code of their CTYPE (FITS 4.0, Table 23). */
export const projections = { TAN, STG, SIN, ARC, ZEA, CYP, CEA, CAR, MER } satisfies Record<string, ProjectionOf>

export type ProjectionCode = keyof typeof projections

export const isProjectionCode = (code: string): code is ProjectionCode => code in projections
