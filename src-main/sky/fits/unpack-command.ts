import { shellWord } from '../../../src-shared/text/shell-word.ts'

/** A shell command with a file, quoted if the path needs it. */
export const unpackCommand = (command: string, file: string): string => `${command} ${shellWord(file)}`
