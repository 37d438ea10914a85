import { existsSync, readFileSync } from 'node:fs'

/** Whether a test is likely to use web3. */
export function mentionsWeb3(path: string): boolean {
  return mentions(path, /\bweb3\b/)
}

/** Whether a test is likely to import mocha. */
export function mentionsMocha(path: string): boolean {
  return mentions(path, /['"]mocha['"]/)
}

function mentions(path: string, name: RegExp): boolean {
  return existsSync(path) && name.test(readFileSync(path, 'utf8'))
}
