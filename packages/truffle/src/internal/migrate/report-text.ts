import type { DeploymentCost } from './deployment-cost.js'
import type { LinkedLibrary, StartedMigration } from './migration-listener.js'
import { decimalAndHex } from './quantity-text.js'

/** A heading with a line under it, a line's distance below what was before. */
export function underlined(heading: string): string {
  return `\n   ${heading}\n   ${'-'.repeat(heading.length)}`
}

/** A name and a value, the values of several lines below each other. */
function entry(name: string, value: unknown): string {
  return `   > ${`${name}:`.padEnd(20)} ${value}\n`
}

function doublyUnderlined(heading: string): string {
  return `\n${heading}\n${'='.repeat(heading.length)}`
}

/** What is written for programs, one line each. */
export function statusLine(status: string, data: unknown): string {
  return `MIGRATION_STATUS:${JSON.stringify({ status, data })}`
}

/** What comes before the first migration. */
export function runHeading(
  { network, networkId }: StartedMigration,
  blockGasLimit: bigint,
  isDryRun: boolean,
): string {
  const heading = isDryRun ? 'Migrations dry-run (simulation)' : 'Starting migrations...'
  return (
    `${doublyUnderlined(heading)}\n` +
    `> Network name:    '${network}'\n` +
    `> Network id:      ${networkId}\n` +
    `> Block gas limit: ${decimalAndHex(blockGasLimit)}\n\n`
  )
}

/** What comes before each migration. */
export function fileHeading(file: string): string {
  return doublyUnderlined(file)
}

/** A transaction's hash, as soon as there is one. */
export function transactionLine(hash: string): string {
  return entry('transaction hash', hash).trimEnd()
}

/** A contract that was there already. */
export function reuseText(contractName: string, address: string): string {
  return `${underlined(`Re-using deployed '${contractName}'`)}\n${entry('contract address', address)}`
}

/** What a deployment cost. On a dry run its address means nothing. */
export function deploymentText(cost: DeploymentCost, isDryRun: boolean): string {
  const lines = [
    isDryRun ? '' : entry('contract address', cost.contractAddress),
    entry('block number', cost.blockNumber),
    entry('block timestamp', cost.timestampSec),
    entry('account', cost.from),
    entry('balance', cost.balance),
    entry('gas used', decimalAndHex(cost.gasUsed)),
    entry('gas price', `${cost.gasPrice} gwei`),
    entry('value sent', `${cost.value} ETH`),
    entry('total cost', `${cost.cost} ETH`),
  ]
  return lines.join('')
}

/** How long the transaction is awaited. */
export function waitText(blocks: number, seconds: number): string {
  return `${`Blocks: ${blocks}`.padEnd(21)}Seconds: ${seconds}`
}

/** A library and the contract that uses it. On a dry run its address means nothing. */
export function linkText(link: LinkedLibrary, isDryRun: boolean): string {
  const { contractName, libraryName, libraryAddress } = link
  const line = `   * Contract: ${contractName} <--> Library: ${libraryName} `
  return `${underlined('Linking')}\n${line}${isDryRun ? '' : `(at address: ${libraryAddress})`}`
}

/** What is waited for after a deployment. */
export function pauseText(confirmations: number): string {
  return underlined(`Pausing for ${confirmations} confirmations...\n`)
}

/** A block that was mined since. */
export function confirmationText(count: number, blockNumber: number): string {
  return `   > ${'confirmation number:'.padEnd(20)} ${count} (block: ${blockNumber})`
}

/** What comes after a migration; `cost` in ether. */
export function fileSummary(cost: string): string {
  return `   ${'-'.repeat(37)}\n   > ${'Total cost:'.padEnd(15)} ${cost.padStart(15)} ETH\n`
}

/** What comes after the last migration; `cost` in ether. */
export function runSummary(deployments: number, cost: string): string {
  return (
    `${doublyUnderlined('Summary')}\n` +
    `> ${'Total deployments:'.padEnd(20)} ${deployments}\n` +
    `> ${'Final cost:'.padEnd(20)} ${cost} ETH\n`
  )
}

/** What comes after a migration that failed. */
export const reviewText =
  '\nExiting: Review successful transactions manually by checking the transaction hashes above on Etherscan.\n'
