import { shellWord } from '../../../src-shared/text/shell-word.ts'

/** A command and a file as they are typed in a shell, quoted where the path needs it. */
export const unpackCommand = (command: string, file: string): string => `${command} ${shellWord(file)}`
