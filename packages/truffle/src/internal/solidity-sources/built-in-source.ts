import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { consoleSource } from './console-source.js'

/** Libraries for one type each, which tests may name instead of the one for all. */
const parts =
  /^Assert(?:Address|AddressArray|Balance|Bool|Bytes32|Bytes32Array|General|Int|IntArray|String|Uint|UintArray)$/

/** The text of a source that every project can import as `truffle/<name>.sol`; undefined when there is none of that name. */
export function builtInSource(importPath: string): string | undefined {
  const name = /^truffle\/(\w+)\.sol$/.exec(importPath)?.[1]
  if (name === undefined) return undefined
  if (name === 'console' || name === 'Console') return consoleSource()
  if (name === 'Assert' || name === 'SafeSend') return readSource(name)
  // Internal functions cost nothing unless they are used: the whole library under another name does.
  return parts.test(name)
    ? readSource('Assert').replace('library Assert {', `library ${name} {`)
    : undefined
}

function readSource(name: string): string {
  return readFileSync(join(sourceFolder(), `${name}.sol`), 'utf8')
}

/** `solidity/` in this package, which is published beside the code. */
function sourceFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'solidity', 'Assert.sol'))) {
    if (folder === dirname(folder))
      throw new RangeError('this package has lost its Solidity sources')
    folder = dirname(folder)
  }
  return join(folder, 'solidity')
}
