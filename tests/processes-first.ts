import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Folders of the files that start engines, hosts and clusters, and so take up to a minute each. */
const long = /[/\\]tests[/\\](application|engine|jobs|terminal)[/\\]/

/** Begins with what takes long: a long file that begins last has no other one beside it. */
export class ProcessesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => Number(long.test(moduleId))
    return (await super.sort(files)).sort((a, b) => isLong(b) - isLong(a))
  }
}
