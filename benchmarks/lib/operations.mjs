// What is asked of every chain, as raw JSON-RPC, so that no client library is measured.
import { word } from './contracts.mjs'

/** How the peers call setting a balance. */
const balanceSetters = { ganache: 'evm_setAccountBalance' }

/** The receipt of a transaction, asked for until there is one: anvil answers before it mines. */
export async function waitForReceipt(request, hash) {
  for (;;) {
    const receipt = await request('eth_getTransactionReceipt', [hash])
    if (receipt !== null) return receipt
  }
}

/**
 * The operations on a chain that `request(method, params)` talks to, after a token was deployed.
 * Each is a function that does it once. `settle` is what follows on sending: nothing, or waiting.
 */
export async function createOperations(
  request,
  tokenCode,
  { peer = '', settle = (hash) => hash } = {},
) {
  const [from, to] = await request('eth_accounts', [])
  const send = async (tx) =>
    await settle(await request('eth_sendTransaction', [{ from, gas: '0x100000', ...tx }]))
  const deploy = () => send({ data: tokenCode })
  const hash = await request('eth_sendTransaction', [{ from, gas: '0x100000', data: tokenCode }])
  const { contractAddress: token } = await waitForReceipt(request, hash)
  const tokenTransfer = (amount) => ({ to: token, data: `0xa9059cbb${word(to)}${word(amount)}` })
  /** Gives so many accounts a balance that they did not have. */
  const changeAccounts = async (count) => {
    for (let index = 0; index < count; index++) {
      const address = `0x${(0xaaaa0000n + BigInt(index)).toString(16).padStart(40, '0')}`
      await request(balanceSetters[peer] ?? 'hardhat_setBalance', [address, '0x1'])
    }
  }
  const blockNumber = async () => Number(await request('eth_blockNumber', []))
  /** Transfers until the chain has so many blocks. */
  const growTo = async (height) => {
    const missing = height - (await blockNumber())
    let sent
    for (let count = 0; count < missing; count++) {
      sent = await request('eth_sendTransaction', [{ from, gas: '0x100000', ...tokenTransfer(1) }])
    }
    if (sent !== undefined) await waitForReceipt(request, sent)
  }
  return {
    transfer: () => send({ to, value: '0x1' }),
    erc20: () => send(tokenTransfer(1)),
    /** Of another amount: what a node remembers of transfers that were taken back is of no use to it. */
    otherErc20: () => send(tokenTransfer(2)),
    deploy,
    call: () => request('eth_call', [{ from, ...tokenTransfer(1) }, 'latest']),
    receipt: () => request('eth_getTransactionReceipt', [hash]),
    changeAccounts,
    growTo,
    snapshot: () => request('evm_snapshot', []),
    revert: (id) => request('evm_revert', [id]),
  }
}

/** Does `once` `count` times, one after the other. Gives the seconds that `meter` counts. */
export async function repeat(meter, count, once) {
  const stop = meter()
  for (let index = 0; index < count; index++) await once(index)
  return stop()
}

/** Snapshot and revert around `changed` changed accounts, the changes themselves not measured. */
export async function snapshotAndRevert(meter, operations, { changed, rounds }) {
  let [wall, cpu] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    let id
    const taken = await repeat(meter, 1, async () => {
      id = await operations.snapshot()
    })
    await operations.changeAccounts(changed)
    const reverted = await repeat(meter, 1, () => operations.revert(id))
    wall += taken.wall + reverted.wall
    cpu += taken.cpu + reverted.cpu
  }
  return { wall, cpu }
}
