/**
 * Whether a release of Truffle made contracts with any number of arguments, as all of Truffle 3 and those before 4.0.6
 * did. Of a range its newest release counts.
 */
export function takesAnyArguments(version: string | undefined): boolean {
  return /^[\^~=v\s]*3\b|^[=v]*4\.0\.[0-5]$/.test(version ?? '')
}
