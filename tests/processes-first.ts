import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Folders of test files that start engines, hosts and clusters and take up to a minute each. */
const long = /[/\\]tests[/\\](application|engine|jobs|terminal)[/\\]/

/** Starts with long files: a long file that starts last would run alone. */
export class ProcessesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => Number(long.test(moduleId))
    return (await super.sort(files)).sort((a, b) => isLong(b) - isLong(a))
  }
}
