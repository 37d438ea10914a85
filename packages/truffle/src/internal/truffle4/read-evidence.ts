import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TruffleProject } from '../../truffle-project.js'
import { findContracts } from '../compile/find-contracts.js'
import { packageVersion } from '../config/package-version.js'
import type { Evidence } from './detect.js'

/** Reads what tells of a project's Truffle; files only as far as they are asked for. */
export function readEvidence(
  project: Pick<TruffleProject, 'root' | 'config' | 'hints' | 'env'>,
): Evidence {
  const { root, config, hints } = project
  return {
    explicit: explicitOf(project),
    ranges: hints.dependencies,
    versionOf: (name) => packageVersion(root, name),
    needsSolidity5: () => needsSolidity5(config.contracts_directory),
    countIdioms: () => countIdioms(config.test_directory),
  }
}

function explicitOf({ config, env }: Pick<TruffleProject, 'config' | 'env'>): Evidence['explicit'] {
  const given = config['truffle4']
  if (typeof given === 'boolean') return { isTruffle4: given, where: 'truffle4 is set' }
  const variable = env['SCAFFOLD_TRUFFLE4']
  if (variable === undefined || variable === '') return undefined
  const isTruffle4 = !['0', 'false', 'no'].includes(variable)
  return { isTruffle4, where: `SCAFFOLD_TRUFFLE4 is ${variable}` }
}

function needsSolidity5(folder: string): boolean {
  return findContracts(folder)
    .filter((path) => path.endsWith('.sol'))
    .some((path) => isBeyondSolidity4(readOrEmpty(path)))
}

/** Whether the pragma of a source shuts out all of 0.4. */
function isBeyondSolidity4(source: string): boolean {
  const range = /^\s*pragma\s+solidity\s+([^;]+);/m.exec(source)?.[1]
  if (range === undefined) return false
  return range.split('||').every((part) => /(?:^|[^<.\d\s])\s*v?0\.(?:[5-9]|\d\d)/.test(part))
}

const legacyIdioms =
  /(?<!await )\b[A-Z]\w*\.at\(|\bweb3\.(?:toWei|fromWei|toHex|toBigNumber|BigNumber|sha3|toUtf8|toAscii|fromAscii|fromUtf8|isAddress|toDecimal|padLeft|eth\.accounts|eth\.blockNumber|eth\.coinbase|eth\.contract\()/g
const currentIdioms =
  /\bweb3\.utils\.|\bweb3\.eth\.(?:getAccounts|Contract|abi)\b|\bBN\b|@openzeppelin\/test-helpers|openzeppelin-test-helpers/g

function countIdioms(folder: string): { readonly legacy: number; readonly current: number } {
  const texts = scriptsIn(folder).map(readOrEmpty)
  const count = (idioms: RegExp): number =>
    texts.reduce((sum, text) => sum + (text.match(idioms)?.length ?? 0), 0)
  return { legacy: count(legacyIdioms), current: count(currentIdioms) }
}

/** Enough files to tell. */
const fileLimit = 100

function scriptsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.js') && !path.includes('node_modules'))
      .slice(0, fileLimit)
      .map((path) => join(folder, path))
  } catch {
    // No test folder: no idioms.
    return []
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
