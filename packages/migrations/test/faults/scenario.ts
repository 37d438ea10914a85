import type { Eip1193Provider } from '@scaffold-evm/common'
import type { DeploymentRecord } from '@scaffold-evm/project'
import { expect } from 'chai'
import { AbiCoder, id, toBeHex } from 'ethers'
import { verifyJournal } from '../../src/records/verify-journal.js'

/**
 * A migration in ten steps: deployments, a linked library, calls, value, a second sender, what depends on
 * addresses and on answers before, and a contract that a contract makes.
 */
export const tenSteps: Readonly<Record<string, string>> = {
  '01_core': `
    await m.deploy('MathLib')
    await m.deploy('UsesLib', { args: [21n] })
    const token = await m.deploy('Token', { args: ['Gold', 1000n] })
    await m.call(token, 'mint', [m.accounts[0], 1n])
    await m.deploy('Factory')`,
  '02_more': `
    const token = await m.deployed('Token')
    const factory = await m.deployed('Factory')
    const receipt = await m.call(factory, 'make')
    await m.record('Made', receipt.logs.find((log) => log.fragment).args.child, { contract: 'Child' })
    await token.mint(m.accounts[0], 2n)
    await m.deploy('Child', { id: 'Funded', args: [token], valueWei: 5n })
    await m.call(token, 'mint', [m.accounts[1], 3n], { from: m.accounts[1] })
    const supply = await m.read(token, 'balanceOf', [m.accounts[0]])
    await m.deploy('Token', { id: 'Second', args: ['Silver', supply] })`,
}

/** How many transactions each account sends. */
export const sentBy = [9, 1] as const

const coder = AbiCoder.defaultAbiCoder()

async function ask(node: Eip1193Provider, method: string, ...params: unknown[]): Promise<unknown> {
  return node.request({ method, params })
}

/** What a contract answers, as one value. */
async function read(
  node: Eip1193Provider,
  call: { readonly to: string; readonly signature: string; readonly args?: readonly string[] },
  type: string,
): Promise<string> {
  const { to, signature, args = [] } = call
  const types = args.map(() => 'address')
  const data = id(signature).slice(0, 10) + coder.encode(types, args).slice(2)
  const answer = String(await ask(node, 'eth_call', { to, data }, 'latest'))
  return String(coder.decode([type], answer)[0])
}

/** The state that the migration is to end in, with addresses called by their names. */
export async function finalState(
  node: Eip1193Provider,
  record: DeploymentRecord,
  accounts: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const { contracts } = record
  const at = (name: string): string => contracts[name]?.address ?? '0x'
  const [first = '', second = ''] = accounts
  const names = new Map(
    Object.entries(contracts).map(([name, { address }]) => [address.toLowerCase(), name]),
  )
  const owner = async (name: string): Promise<string> => {
    const address = await read(node, { to: at(name), signature: 'owner()' }, 'address')
    return names.get(address.toLowerCase()) ?? address
  }
  const balance = (name: string, account: string): Promise<string> =>
    read(node, { to: at(name), signature: 'balanceOf(address)', args: [account] }, 'uint256')
  const code = async (name: string): Promise<string> => {
    const text = String(await ask(node, 'eth_getCode', at(name), 'latest'))
    return id(text.replaceAll(at('MathLib').slice(2).toLowerCase(), 'MathLib'))
  }
  return {
    names: Object.keys(contracts),
    codes: await Promise.all(Object.keys(contracts).map(code)),
    token: await read(node, { to: at('Token'), signature: 'name()' }, 'string'),
    minted: [await balance('Token', first), await balance('Token', second)],
    doubled: await read(node, { to: at('UsesLib'), signature: 'v()' }, 'uint256'),
    made: await owner('Made'),
    funded: [await owner('Funded'), await ask(node, 'eth_getBalance', at('Funded'), 'latest')],
    second: await read(node, { to: at('Second'), signature: 'supply()' }, 'uint256'),
  }
}

interface ChainTransaction {
  readonly from: string
  readonly to: string | null
  readonly input: string
  readonly hash: string
}

/** Every successful transaction of accounts on the chain, oldest first. */
async function transactionsOf(
  node: Eip1193Provider,
  accounts: readonly string[],
): Promise<readonly ChainTransaction[]> {
  const own = accounts.map((account) => account.toLowerCase())
  const head = Number(await ask(node, 'eth_blockNumber'))
  const found: ChainTransaction[] = []
  for (let number = 0; number <= head; number++) {
    const block = (await ask(node, 'eth_getBlockByNumber', toBeHex(number), true)) as {
      transactions: ChainTransaction[]
    }
    for (const tx of block.transactions) {
      if (!own.includes(tx.from.toLowerCase())) continue
      const receipt = await ask(node, 'eth_getTransactionReceipt', tx.hash)
      if (Reflect.get(Object(receipt), 'status') === '0x1') found.push(tx)
    }
  }
  return found
}

/** How often each creation code was run and each call was made. */
export async function countSent(
  node: Eip1193Provider,
  accounts: readonly string[],
): Promise<{ readonly creations: readonly string[]; readonly calls: number }> {
  const sent = await transactionsOf(node, accounts)
  const creations = sent.filter((tx) => tx.to === null).map((tx) => tx.input)
  return { creations, calls: sent.filter((tx) => tx.input !== '0x').length - creations.length }
}

/** Nothing is on the chain twice: each of the seven creations ran once, each of the four calls was made once. */
export async function assertOnce(
  node: Eip1193Provider,
  accounts: readonly string[],
): Promise<void> {
  const { creations, calls } = await countSent(node, accounts)
  expect(creations, 'creations').to.have.length(6)
  expect(new Set(creations).size, 'different creations').to.equal(6)
  expect(calls, 'calls').to.equal(4)
}

/** The record holds against itself and the chain, and every file is complete. */
export async function assertVerified(
  node: Eip1193Provider,
  record: DeploymentRecord,
): Promise<void> {
  const { problems, checked } = await verifyJournal(record, node)
  expect(problems).to.deep.equal([])
  expect(checked).to.deep.equal({ steps: 10, contracts: 8 - 1 })
  expect(Object.values(record.migrations).every((file) => file.completed)).to.equal(true)
}
