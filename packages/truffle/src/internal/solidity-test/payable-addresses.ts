import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TruffleConfig } from '../../truffle-config.js'

/** Whether the tests' compiler knows `address payable`, as all do from 0.5.0 on. */
export function hasPayableAddresses(config: TruffleConfig, testFiles: readonly string[]): boolean {
  const solc: unknown = Reflect.get(Object(config.compilers), 'solc')
  const version: unknown = Reflect.get(Object(solc), 'version')
  // Truffle's default is 0.5.16.
  if (typeof version !== 'string' || version === 'native') return true
  if (version === 'pragma') return !testFiles.some(isForOldCompilers)
  return !isBefore05(
    firstVersion(version) ?? firstVersion(packageVersion(version) ?? '') ?? '0.8.0',
  )
}

function isBefore05(version: string): boolean {
  return /^0\.[0-4]\./.test(version)
}

function firstVersion(text: string): string | undefined {
  return /^[\s^~>=<v]*(\d+\.\d+\.)/.exec(text)?.[1]
}

/** Of a compiler that is given by its folder, or by a file in it. */
function packageVersion(path: string): string | undefined {
  for (const file of [join(path, 'package.json'), join(path, '..', 'package.json')]) {
    try {
      const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown }
      return String(version)
    } catch {
      // Perhaps in the other place.
    }
  }
  return undefined
}

/** A test whose pragma allows nothing from 0.5 on. */
function isForOldCompilers(path: string): boolean {
  const pragma = /pragma\s+solidity\s+([^;]+);/.exec(readFileSync(path, 'utf8'))?.[1] ?? ''
  return /^[\s^~=v]*0\.4\./.test(pragma)
}
