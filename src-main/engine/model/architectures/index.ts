import type { ArchitectureName } from '../../../../src-shared/model/configuration.ts'
import type { Architecture } from './architecture.ts'
import { coupling } from './coupling.ts'
import { flow } from './flow.ts'
import { paper } from './paper.ts'
import { spatial } from './spatial.ts'

/** Every architecture by its name in a configuration. */
export const architectures: Readonly<Record<ArchitectureName, Architecture>> = { paper, spatial, flow, coupling }
