import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errorMessage, schemaReason, withFileLock, writeFileAtomic } from '@scaffold-evm/common'
import * as v from 'valibot'
import { deploymentInvalidError } from '../contract-errors.js'
import type { DeploymentRecord, DeploymentStore, StepRecord } from '../deployment-store.js'

const text = v.string()
const hash = v.pipe(text, v.regex(/^0x[0-9a-f]{64}$/i, 'a 32-byte hash'))
const address = v.pipe(text, v.regex(/^0x[0-9a-f]{40}$/i, 'an address'))
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

const origin = v.looseObject({
  by: v.picklist(['create2', 'create3', 'call'], "'create2', 'create3' or 'call'"),
  maker: address,
  salt: v.optional(hash),
  transactionHash: v.optional(hash),
})

const proxy = v.looseObject({
  kind: v.picklist(['transparent', 'uups', 'beacon'], "'transparent', 'uups' or 'beacon'"),
  contract: text,
  implementation: address,
  version: count,
  migration: text,
  admin: v.optional(address),
  beacon: v.optional(address),
})

const facet = v.looseObject({
  contract: text,
  address,
  codeDigest: hash,
  selectors: v.array(v.pipe(text, v.regex(/^0x[0-9a-f]{8}$/, 'a selector'))),
})

const diamond = v.looseObject({ version: count, migration: text, facets: v.record(text, facet) })

const contract = v.looseObject({
  contract: text,
  address,
  migration: text,
  transactionHash: v.optional(hash),
  blockNumber: v.optional(count),
  build: v.optional(
    v.looseObject({ solc: text, input: v.pipe(text, v.regex(/^[0-9a-f]{32}$/, 'a hash')) }),
  ),
  origin: v.optional(origin),
  owner: v.optional(address),
  adminOwner: v.optional(address),
  replaced: v.optional(v.array(v.looseObject({ contract: text, address, migration: text }))),
  proxy: v.optional(proxy),
  diamond: v.optional(diamond),
})

const match = v.picklist(['exact', 'partial'], "'exact' or 'partial'")
const wei = v.pipe(text, v.regex(/^\d+$/, 'decimal wei'))

const step = v.looseObject({
  kind: v.picklist(['deploy', 'call'], "'deploy' or 'call'"),
  status: v.picklist(
    ['intended', 'sending', 'sent', 'confirmed', 'proposed'],
    "'intended', 'sent', 'confirmed' or 'proposed'",
  ),
  from: address,
  nonce: count,
  digest: hash,
  label: text,
  transactionHash: v.optional(hash),
  to: v.optional(address),
  replaced: v.optional(v.array(hash)),
  signedWith: v.optional(
    v.looseObject({
      gasLimit: count,
      gasPriceWei: v.optional(wei),
      maxFeePerGasWei: v.optional(wei),
      maxPriorityFeePerGasWei: v.optional(wei),
    }),
  ),
  afterBlock: v.optional(count),
  blockNumber: v.optional(count),
  uses: v.optional(v.array(text)),
  address: v.optional(address),
  makes: v.optional(v.record(text, contract)),
})

const migration = v.looseObject({
  completed: v.boolean(),
  source: v.optional(hash),
  uses: v.optional(v.array(text)),
  rewire: v.optional(v.array(text)),
  steps: v.record(text, step),
})

const recordSchema = v.looseObject({
  format: v.literal('scaffold-deployments-1', "'scaffold-deployments-1'"),
  network: text,
  chainId: v.pipe(text, v.regex(/^\d+$/, 'a decimal chain id')),
  genesisHash: hash,
  applying: v.optional(hash),
  contracts: v.record(text, contract),
  migrations: v.record(text, migration),
  verified: v.optional(v.record(address, v.record(text, match))),
})

function isRecord(value: unknown): value is DeploymentRecord {
  return v.is(recordSchema, value)
}

function describeProblem(value: unknown): string {
  const issue = v.safeParse(recordSchema, value).issues?.[0]
  const path = issue?.path?.map((item) => String(item.key)).join('.')
  return issue === undefined || path === undefined
    ? 'it is not an object of this format'
    : `${path}: ${schemaReason(issue)}`
}

function sortKeys<T>(object: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Migrations in their own order: `2_b` before `10_a`. */
function sortMigrations<T>(object: Readonly<Record<string, T>>): Record<string, T> {
  const entries = Object.entries(object)
  return Object.fromEntries(
    entries.sort(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1)),
  )
}

/** The text of a record: the same record always gives the same text, and a new step adds lines in one place. */
function formatDeploymentRecord(record: DeploymentRecord): string {
  const { format, network, chainId, genesisHash, applying, contracts, migrations, verified } =
    record
  const ordered = {
    format,
    network,
    chainId,
    genesisHash,
    ...(applying === undefined ? {} : { applying }),
    contracts: sortKeys(contracts),
    migrations: sortMigrations(migrations),
    ...(verified === undefined ? {} : { verified: sortKeys(verified) }),
  }
  return `${JSON.stringify(ordered, null, 2)}\n`
}

/** What is `intended` was called `sending` once. */
function renameStatus(step: StepRecord): StepRecord {
  return String(step.status) === 'sending' ? { ...step, status: 'intended' } : step
}

function mapValues<T>(
  object: Readonly<Record<string, T>>,
  change: (value: T) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}

function modernize(record: DeploymentRecord): DeploymentRecord {
  const migrations = mapValues(record.migrations, (migration) => ({
    ...migration,
    steps: mapValues(migration.steps, renameStatus),
  }))
  return { ...record, migrations }
}

function parseRecord(content: string, path: string): DeploymentRecord {
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch (error) {
    const isConflict = /^<{7} /m.test(content)
    throw deploymentInvalidError(
      path,
      isConflict ? 'it has conflict markers of git' : errorMessage(error),
    )
  }
  if (!isRecord(value)) throw deploymentInvalidError(path, describeProblem(value))
  return modernize(value)
}

/** What a process that was killed while it wrote has left beside the record. */
async function removeHalfWritten(directory: string, network: string): Promise<void> {
  const names = await readdir(directory).catch(() => [])
  const isHalf = (name: string): boolean =>
    name.startsWith(`${network}.json.`) && /\.[0-9a-f-]{36}\.tmp$/.test(name)
  for (const name of names.filter(isHalf)) await rm(join(directory, name), { force: true })
}

/** The record in a file, `<directory>/<network>.json`; its lock is in `cacheDir`, out of git's sight. */
export function createFileDeploymentStore(
  network: string,
  directory: string,
  cacheDir: string,
): DeploymentStore {
  const path = join(directory, `${network}.json`)
  return {
    network,
    path,
    async read() {
      const content = await readFile(path, 'utf8').catch((error: unknown) => {
        if (Reflect.get(Object(error), 'code') === 'ENOENT') return undefined
        throw deploymentInvalidError(path, errorMessage(error))
      })
      return content === undefined ? undefined : parseRecord(content, path)
    },
    write: (record) => writeFileAtomic(path, formatDeploymentRecord(record), { sync: true }),
    clear: () => rm(path, { force: true }),
    lock: (action) =>
      withFileLock(
        join(cacheDir, 'locks', `migrations-${network}.lock`),
        { purpose: `migrations of network ${network}`, timeoutMs: 0 },
        async () => {
          await removeHalfWritten(directory, network)
          return action()
        },
      ),
  }
}
