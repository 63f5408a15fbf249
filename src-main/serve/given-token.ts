import { CirrusError } from '../../src-preload/rpc/errors.ts'

/**
 * The token in the environment variable CIRRUS_TOKEN, of a portal that makes it and passes it to its visitors. An option
 * would show it to everyone who lists the machine's processes; the variable is removed, so that no process started from
 * here inherits it.
 * @throws CirrusError `invalid-params` if it could be guessed, or would not fit into a cookie
 */
export function givenToken(environment: NodeJS.ProcessEnv): string | undefined {
  const token = environment.CIRRUS_TOKEN
  delete environment.CIRRUS_TOKEN
  if (token === undefined || token === '') return undefined
  if (!/^[\w-]{32,512}$/.test(token))
    throw new CirrusError('invalid-params', 'CIRRUS_TOKEN takes 32 to 512 random letters, digits, - and _.')
  return token
}
