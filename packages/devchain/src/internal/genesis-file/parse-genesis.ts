import { bigintToBytes, errorMessage } from '@scaffold-evm/common'
import { invalidGenesisError } from '../../errors/block.js'
import type { Genesis, GenesisHeader } from '../chain/genesis/genesis.js'
import { object, type ParsedFields } from '../rpc/params/combinators.js'
import { at, ParamMismatch, requiredField } from '../rpc/params/param-type.js'
import { address, hash } from '../rpc/params/scalars.js'
import { alloc } from './alloc.js'
import { config } from './config.js'
import { data, integer, integer256 } from './fields.js'
import { parseJsonWithBigIntegers } from './json-text.js'

const fields = {
  config,
  alloc,
  nonce: integer,
  timestamp: integer,
  extraData: data,
  gasLimit: integer,
  difficulty: integer256,
  mixHash: hash,
  coinbase: address,
  number: integer,
  gasUsed: integer,
  parentHash: hash,
  baseFeePerGas: integer256,
  excessBlobGas: integer,
  blobGasUsed: integer,
}

const genesisFields = object('a genesis: {config, alloc, gasLimit, difficulty, …}', fields)

type Read = ParsedFields<typeof fields>

/**
 * The genesis that geth's genesis.json describes, given as its text or as the parsed object. Numbers may
 * be numbers, decimal digits or hexadecimal; fields that are not Ethereum's are passed over.
 *
 * @throws `CHAIN_GENESIS_INVALID`
 */
export function parseGenesis(source: unknown): Genesis {
  const value = typeof source === 'string' ? parseText(source) : source
  try {
    return readGenesis(genesisFields.parse(value))
  } catch (error) {
    if (!(error instanceof ParamMismatch)) throw error
    const path = error.path.replace(/^\./, '')
    throw invalidGenesisError(path, `expected ${error.expected}, got ${error.got}`)
  }
}

function parseText(text: string): unknown {
  try {
    return parseJsonWithBigIntegers(text)
  } catch (error) {
    throw invalidGenesisError('', `it is not JSON: ${errorMessage(error)}`, error)
  }
}

function readGenesis(read: Read): Genesis {
  const plan = requiredField(read.config, 'config')
  const header = readHeader(read)
  if (read.number !== undefined && read.number !== 0n) refuse('number', '0', read.number)
  const [early] = plan.timedForks.filter((fork) => fork.timestampSec <= header.timestampSec)
  if (early !== undefined && plan.terminalTotalDifficulty !== 0n) {
    const expected = `0, as ${early.name} is there from the first block`
    at('config', () => refuse('terminalTotalDifficulty', expected, plan.terminalTotalDifficulty))
  }
  return { plan, header, accounts: requiredField(read.alloc, 'alloc') }
}

function readHeader(read: Read): GenesisHeader {
  return {
    parentHash: read.parentHash ?? new Uint8Array(32),
    nonce: bigintToBytes(read.nonce ?? 0n, 8),
    timestampSec: read.timestamp ?? 0n,
    extraData: read.extraData ?? new Uint8Array(0),
    gasLimit: requiredField(read.gasLimit, 'gasLimit'),
    gasUsed: read.gasUsed ?? 0n,
    difficulty: requiredField(read.difficulty, 'difficulty'),
    mixHash: read.mixHash ?? new Uint8Array(32),
    coinbase: read.coinbase ?? new Uint8Array(20),
    baseFeePerGas: read.baseFeePerGas,
    excessBlobGas: read.excessBlobGas ?? 0n,
    blobGasUsed: read.blobGasUsed ?? 0n,
  }
}

function refuse(key: string, expected: string, value: unknown): never {
  return at(key, () => {
    throw new ParamMismatch(expected, value)
  })
}
