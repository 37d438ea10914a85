import { readFileSync } from 'node:fs'

/** A JSON file of test/fixtures, which is not compiled. */
export function readFixture<T>(name: string): T {
  const url = new URL(`../../test/fixtures/${name}`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8'))
}
