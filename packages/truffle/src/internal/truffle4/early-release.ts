/**
 * Whether a release of Truffle is Truffle 3 or before 4.0.6: contracts are made with any number of arguments, and ABIs
 * stay in solc's order. Of a range its newest release counts.
 */
export function isEarlyRelease(version: string | undefined): boolean {
  return /^[\^~=v\s]*3\b|^[=v]*4\.0\.[0-5]$/.test(version ?? '')
}
