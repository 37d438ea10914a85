import { generateAddress, generateAddress2 } from '@ethereumjs/util'
import { bigintToBytes, bytesToHex, type Hex } from '@scaffold-evm/common'
import { type HardforkName, hardforks } from '../../src/internal/chain/hardforks.js'
import { Random } from '../random.js'
import {
  addressOf,
  coinbase,
  contracts,
  delegates,
  randomAddress,
  senderKeys,
  senders,
  tiny,
} from './cast.js'
import { memoryShown, quietFragment, randomFragment, selfCall } from './fragments.js'
import { randomInitCode } from './init-code.js'
import { precompileInput } from './precompile-inputs.js'
import type { Scenario, ScenarioAccount, ScenarioTransaction } from './scenario.js'

const nonceLimit = 2n ** 64n - 1n

/** The scenario of a seed. */
export function randomScenario(seed: number, hardfork: HardforkName): Scenario {
  const random = new Random(seed)
  const isDeep = random.oneIn(40)
  const accounts = isDeep ? deepAccounts(random, hardfork) : broadAccounts(random, hardfork)
  const count = isDeep ? 1 : 1 + random.below(4)
  return {
    hardfork,
    coinbase: hexOf(random.oneIn(6) ? randomAddress(random) : coinbase),
    blockNumber: random.pick([7, 255, 256, 257, 1000]),
    accounts: [...accounts, ...senders.map((address) => account(address, { balance: 10n ** 24n }))],
    transactions: random.list(count, () => transaction(random, hardfork, isDeep)),
  }
}

/** A contract that calls itself, until there is no gas or the limit of depth. */
function deepAccounts(random: Random, hardfork: HardforkName): ScenarioAccount[] {
  const code = [
    ...random.list(random.below(3), () => quietFragment(random, hardfork)),
    selfCall(random, hardfork),
    ...random.list(random.below(3), () => quietFragment(random, hardfork)),
  ]
  return [account(contracts[0], { balance: 100n, code })]
}

function broadAccounts(random: Random, hardfork: HardforkName): ScenarioAccount[] {
  const accounts = contracts.map((address) =>
    account(address, {
      nonce: random.oneIn(20) ? nonceLimit - BigInt(random.below(3)) : 1n,
      balance: random.pick([0n, 5n, 5n, 1_000n]),
      code: program(random, hardfork),
      storage: [
        [1, 1],
        [2, random.below(3)],
      ],
    }),
  )
  accounts.push(account(0xba1an, { balance: 3n }), account(0xe117n, {}), tinyContract(random))
  if (random.oneIn(4)) accounts.push(account(3n, {}))
  if (random.oneIn(3)) accounts.push(account(coinbase, { balance: BigInt(random.below(2)) }))
  if (random.oneIn(3)) accounts.push(obstacle(random))
  if (hardforks.indexOf(hardfork) >= hardforks.indexOf('prague')) {
    accounts.push(...delegates.map((address) => delegating(random, address)))
  }
  return accounts
}

function program(random: Random, hardfork: HardforkName): number[][] {
  const fragments = random.list(random.pick([1, 5, 12, 30]), () => randomFragment(random, hardfork))
  return random.oneIn(2) ? [...fragments, memoryShown(random)] : fragments
}

/** Stores once, when there is enough gas. */
function tinyContract(random: Random): ScenarioAccount {
  const code = [[0x60, random.below(3), 0x60, random.below(3), 0x55]]
  return account(tiny, { nonce: 1n, balance: 1n, code, storage: [[1, 1]] })
}

function delegating(random: Random, address: bigint): ScenarioAccount {
  const target = random.pick([...contracts, randomAddress(random)])
  const code = [[0xef, 0x01, 0x00, ...addressOf(target).bytes]]
  return account(address, { nonce: 1n, balance: 7n, code })
}

/** An account where a contract will create one (EIP-684, EIP-7610). */
function obstacle(random: Random): ScenarioAccount {
  const creator = addressOf(random.pick([...contracts, senders[0]])).bytes
  const address = random.oneIn(2)
    ? generateAddress(creator, bigintToBytes(BigInt(random.below(2))))
    : generateAddress2(creator, new Uint8Array(32), Uint8Array.from(randomInitCode(random)))
  const where = BigInt(bytesToHex(address))
  switch (random.below(4)) {
    case 0:
      return account(where, { nonce: 1n })
    case 1:
      return account(where, { code: [[0x00]] })
    case 2:
      return account(where, { storage: [[1, 1]] })
    default:
      return account(where, { balance: 9n })
  }
}

interface AccountParts {
  readonly nonce?: bigint
  readonly balance?: bigint
  readonly code?: readonly (readonly number[])[]
  readonly storage?: readonly (readonly [number, number])[]
}

function account(
  address: bigint,
  { nonce = 0n, balance = 0n, code = [], storage = [] }: AccountParts,
): ScenarioAccount {
  return {
    address: hexOf(address),
    nonce: nonce.toString(),
    balance: balance.toString(),
    code: code.map((bytes) => bytesToHex(Uint8Array.from(bytes))),
    storage,
  }
}

function transaction(random: Random, hardfork: HardforkName, isDeep: boolean): ScenarioTransaction {
  const at = (fork: HardforkName) => hardforks.indexOf(hardfork) >= hardforks.indexOf(fork)
  const isCreation = !isDeep && random.oneIn(8)
  const to =
    isDeep || !random.oneIn(5) ? random.pick([contracts[0], ...contracts]) : randomAddress(random)
  return {
    sender: hexOf(random.pick([senders[0], ...senders])),
    to: isCreation ? null : hexOf(isDeep ? contracts[0] : to),
    data: isCreation ? creationData(random, hardfork) : [bytesToHex(callData(random))],
    value: random.pick(['0', '0', '1', '1000']),
    gas: isDeep ? random.pick(['3000000', '50000000000', '900000']) : gasOf(random),
    gasPrice: 10 + random.below(3),
    accessList: at('berlin') && random.oneIn(4) ? accessList(random) : [],
    authorizations: at('prague') && !isCreation && random.oneIn(3) ? authorizations(random) : [],
    blobs: at('cancun') && !isCreation && random.oneIn(6) ? 1 + random.below(3) : 0,
  }
}

function gasOf(random: Random): string {
  return random.pick(['0', '2300', '5000', '60000', '300000', '1000000', '1000000', '3000000'])
}

function creationData(random: Random, hardfork: HardforkName): Hex[] {
  if (random.oneIn(2)) return [bytesToHex(Uint8Array.from(randomInitCode(random)))]
  return random
    .list(1 + random.below(10), () => randomFragment(random, hardfork))
    .map((bytes) => bytesToHex(Uint8Array.from(bytes)))
}

function callData(random: Random): Uint8Array {
  return random.oneIn(3) ? precompileInput(random) : random.bytes(random.below(80))
}

function accessList(random: Random): ScenarioTransaction['accessList'] {
  return random.list(1 + random.below(3), () => [
    hexOf(randomAddress(random)),
    random.list(random.below(3), () => random.below(4)),
  ])
}

function authorizations(random: Random): ScenarioTransaction['authorizations'] {
  return random.list(1 + random.below(3), () => ({
    signer: random.below(senderKeys.length),
    chainId: random.pick([0, 1, 1, 2]),
    target: hexOf(random.oneIn(5) ? 0n : randomAddress(random)),
    nonce: random.pick(['0', '0', '1', '1', '2', nonceLimit.toString()]),
  }))
}

function hexOf(address: bigint): Hex {
  return bytesToHex(addressOf(address).bytes)
}
