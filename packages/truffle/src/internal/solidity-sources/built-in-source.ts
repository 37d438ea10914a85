import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtInSourcesMissingError } from '../../compile-errors.js'
import { consoleSource } from './console-source.js'

/** The libraries for one type each, and what the parameters of their functions begin with. */
const parts: Readonly<Record<string, RegExp>> = {
  AssertAddress: /^address \w+, (?:address|string) /,
  AssertAddressArray: /^address\[\] /,
  AssertBalance: /^address account/,
  AssertBool: /^bool /,
  AssertBytes32: /^bytes32 /,
  AssertBytes32Array: /^bytes32\[\] /,
  AssertGeneral: /^string memory message$/,
  AssertInt: /^int /,
  AssertIntArray: /^int\[\] /,
  AssertString: /^string memory \w+, /,
  AssertUint: /^uint /,
  AssertUintArray: /^uint\[\] /,
}

/** The text of a source that every project can import as `truffle/<name>.sol`; undefined when there is none of that name. */
export function builtInSource(importPath: string): string | undefined {
  const name = /^truffle\/(\w+)\.sol$/.exec(importPath)?.[1]
  if (name === undefined) return undefined
  if (name === 'console' || name === 'Console') return consoleSource()
  if (name === 'Assert' || name === 'SafeSend') return readSource(name)
  const parameters = parts[name]
  return parameters === undefined ? undefined : partOfAssert(name, parameters)
}

/** Those functions of the library for all types that are for one. Literals in their arguments are then of that type. */
function partOfAssert(name: string, wanted: RegExp): string {
  return readSource('Assert')
    .replace('library Assert {', `library ${name} {`)
    .replace(/ {4}function \w+\(([^)]*)\) internal [^}]*\}\n\n/g, (text, parameters: string) =>
      isOfPart(parameters, wanted) ? text : '',
    )
}

function isOfPart(parameters: string, wanted: RegExp): boolean {
  const isOfBalance = parameters.startsWith('address account')
  return wanted.test(parameters) && isOfBalance === wanted.test('address account')
}

function readSource(name: string): string {
  return readFileSync(join(sourceFolder(), `${name}.sol`), 'utf8')
}

/** `solidity/` in this package, which is published beside the code. */
function sourceFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url))
  let folder = start
  while (!existsSync(join(folder, 'solidity', 'Assert.sol'))) {
    if (folder === dirname(folder)) throw builtInSourcesMissingError(start)
    folder = dirname(folder)
  }
  return join(folder, 'solidity')
}
