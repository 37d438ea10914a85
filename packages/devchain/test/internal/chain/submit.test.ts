import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { bytesToHex } from '@scaffold-evm/common'
import { assemble, initCode } from './contracts.js'
import { balanceOf, deploy, failure, mined, setUp, word } from './helpers.js'

describe('sending transactions when automining', () => {
  it('mines each in a block of its own, and pays for it', async () => {
    const { chain, alice, bob } = await setUp()
    const before = await balanceOf(chain, alice)
    const { receipt, block } = await mined(chain, { from: alice, to: bob, valueWei: 5n })
    assert.equal(block.number, 1n)
    assert.equal(receipt.gasUsed, 21_000n)
    assert.equal(receipt.effectiveGasPrice, 1_875_000_000n)
    assert.equal(await balanceOf(chain, alice), before - 5n - 21_000n * 1_875_000_000n)
    assert.equal(await balanceOf(chain, chain.nextBlock.coinbase), 21_000n * 1_000_000_000n)
  })

  it('says that a transaction has run before its block is sealed', async () => {
    const { chain, alice, bob } = await setUp()
    const heights: bigint[] = []
    const beforeSeal = async (): Promise<void> => {
      await setImmediate()
      heights.push(chain.head.number)
    }
    const hash = await chain.send({ from: alice, to: bob }, { beforeSeal })
    assert.deepEqual(heights, [0n])
    assert.equal(chain.head.number, 1n)
    const signed = await chain.prepareTransaction({ from: alice, to: bob })
    assert.notDeepEqual(signed.hash, hash)
    await chain.submit(signed, { beforeSeal })
    assert.deepEqual(heights, [0n, 1n])
  })

  it('says so of nothing that failed, is pooled, or has to wait', async () => {
    const { chain, alice, bob } = await setUp()
    const reverter = await deploy(chain, 'revert')
    const beforeSeal = (): Promise<void> => assert.fail('was told')
    await chain.send({ from: alice, to: reverter }, { beforeSeal })
    await chain.setMiningMode({ isAutomine: false })
    await chain.send({ from: alice, to: bob }, { beforeSeal })
    await chain.setMiningMode({ isAutomine: true })
    await chain.send({ from: bob, to: alice }, { beforeSeal })
    assert.equal(chain.head.transactions.length, 2)
  })

  it('mines what fails, with the data and the reason', async () => {
    const { chain, alice } = await setUp()
    const reverter = await deploy(chain, 'revert')
    const reverted = await mined(chain, { from: alice, to: reverter, data: word(7n) })
    assert.equal(reverted.receipt.succeeded, false)
    assert.equal(reverted.receipt.haltReason, 'revert')
    assert.deepEqual(reverted.receipt.returnData, word(7n))
    const loop = await deploy(chain, 'loop')
    const starved = await mined(chain, { from: alice, to: loop, gasLimit: 50_000n })
    assert.equal(starved.receipt.haltReason, 'out of gas')
    assert.equal(starved.receipt.gasUsed, 50_000n)
  })

  it('refuses nonces that are not the next', async () => {
    const { chain, alice, bob } = await setUp()
    const high = await failure(
      chain.send({ from: alice, to: bob, nonce: 5n }),
      'CHAIN_NONCE_TOO_HIGH',
    )
    assert.match(high.message, /^Nonce too high. Expected nonce to be 0 but got 5. Note that/)
    await mined(chain, { from: alice, to: bob })
    await failure(chain.send({ from: alice, to: bob, nonce: 0n }), 'CHAIN_NONCE_TOO_LOW')
  })

  it('refuses what the sender cannot pay', async () => {
    const { chain, alice, bob } = await setUp({ balanceWei: 10n ** 15n })
    const error = await failure(
      chain.send({
        from: alice,
        to: bob,
        valueWei: 10n ** 15n,
        gasLimit: 21_000n,
        gasPrice: 10n ** 9n,
      }),
      'CHAIN_INSUFFICIENT_FUNDS',
    )
    assert.equal(
      error.message,
      `Sender doesn't have enough funds to send tx. The max upfront cost is: ${
        10n ** 15n + 21_000n * 10n ** 9n
      } and the sender's balance is: ${10n ** 15n}.`,
    )
  })

  it('refuses fees and gas that no block takes', async () => {
    const { chain, alice, bob } = await setUp({ blockGasLimit: 1_000_000n })
    const to = { from: alice, to: bob }
    await failure(chain.send({ ...to, gasPrice: 1n }), 'CHAIN_FEE_TOO_LOW')
    await failure(
      chain.send({ ...to, maxFeePerGas: 1n, maxPriorityFeePerGas: 1n }),
      'CHAIN_FEE_TOO_LOW',
    )
    await failure(chain.send({ ...to, gasLimit: 1_000_001n }), 'CHAIN_GAS_LIMIT_EXCEEDS_BLOCK')
    await failure(chain.send({ ...to, gasLimit: 20_999n }), 'CHAIN_INTRINSIC_GAS')
    await failure(chain.send({ ...to, gasLimit: 16_777_217n }), 'CHAIN_GAS_LIMIT_EXCEEDS_CAP')
    await failure(chain.send({ from: alice }), 'CHAIN_CREATION_WITHOUT_DATA')
    await failure(chain.send({ ...to, chainId: 1n }), 'CHAIN_WRONG_CHAIN_ID')
    await failure(chain.send({ from: new Uint8Array(20), to: bob }), 'CHAIN_UNKNOWN_ACCOUNT')
    await chain.nextBlock.setMinGasPrice(2n * 10n ** 9n)
    await failure(chain.send({ ...to, gasPrice: 10n ** 9n }), 'CHAIN_GAS_PRICE_BELOW_MINIMUM')
    assert.equal(chain.head.number, 0n)
    assert.equal(chain.mempool().pending.size, 0)
  })

  it('bounds init code unless told not to', async () => {
    const { chain, alice } = await setUp()
    const data = new Uint8Array(49_153)
    await failure(chain.send({ from: alice, data }), 'CHAIN_INIT_CODE_TOO_LARGE')
    const unlimited = await setUp({ allowUnlimitedContractSize: true })
    const large = initCode(assemble(`${'01 POP '.repeat(10_000)} STOP`))
    const code = Uint8Array.from([...large, ...data])
    const { receipt } = await mined(unlimited.chain, { from: unlimited.alice, data: code })
    assert.ok(receipt.succeeded)
  })

  it('takes one after the other when asked at once', async () => {
    const { chain, alice, bob } = await setUp()
    const requests = Array.from({ length: 10 }, () =>
      chain.send({ from: alice, to: bob, valueWei: 1n }),
    )
    const hashes = await Promise.all(requests)
    assert.equal(new Set(hashes.map(String)).size, 10)
    assert.equal(chain.head.number, 10n)
  })

  it('first mines what the transaction has to wait for', async () => {
    const { chain, alice, bob } = await setUp()
    await chain.setMiningMode({ isAutomine: false })
    await chain.send({ from: alice, to: bob })
    await chain.setMiningMode({ isAutomine: true })
    const { block } = await mined(chain, { from: alice, to: bob })
    assert.equal(block.transactions.length, 2)
    assert.equal(block.number, 1n)
  })

  it('changes nothing when what waits before it leaves too little to pay', async () => {
    const gasPrice = 10n ** 10n
    const { chain, alice, bob } = await setUp({ blockGasLimit: 45_000n })
    const transfer = { from: bob, to: alice, gasLimit: 21_000n, gasPrice }
    await chain.setMiningMode({ isAutomine: false })
    await chain.send(transfer)
    await chain.send(transfer)
    const valueWei = (await balanceOf(chain, bob)) - 3n * 21_000n * gasPrice
    await chain.send({ ...transfer, valueWei })
    await chain.setMiningMode({ isAutomine: true })
    const told: unknown[] = []
    chain.on('block', ({ number }) => told.push(number))
    chain.on('pendingTransaction', ({ hash }) => told.push(hash))
    await failure(chain.send(transfer), 'CHAIN_INSUFFICIENT_FUNDS')
    assert.equal(chain.head.number, 0n)
    assert.equal(chain.mempool().pending.get(bytesToHex(bob))?.length, 3)
    assert.deepEqual(told, [])
    await chain.mine({ count: 2n })
    assert.equal(await balanceOf(chain, bob), 0n)
  })

  it('shows readers what waits before it, and then all of it mined', async () => {
    const { chain, alice, bob } = await setUp({ blockGasLimit: 45_000n })
    const transfer = { from: bob, to: alice, gasLimit: 21_000n, gasPrice: 10n ** 10n }
    await chain.setMiningMode({ isAutomine: false })
    const waiting = [await chain.send(transfer), await chain.send(transfer)]
    await chain.setMiningMode({ isAutomine: true })
    const seen = new Set<string>()
    const look = (): void => {
      const states = waiting.map((hash) => {
        const found = chain.transaction(hash)
        return found === undefined ? 'gone' : chain.isMined(found) ? 'mined' : 'waiting'
      })
      seen.add(`${chain.head.number} ${states.join()}`)
    }
    let isSent = false
    const sent = chain.send(transfer).finally(() => {
      isSent = true
    })
    for (let round = 0; !isSent; round++) {
      look()
      // Between promises mostly, and now and then letting all else have its turn.
      await (round % 20 === 19 ? setImmediate() : undefined)
    }
    await sent
    look()
    assert.deepEqual([...seen], ['0 waiting,waiting', '2 mined,mined'])
  })

  it('tells listeners of the transaction, then of the block', async () => {
    const { chain, alice, bob } = await setUp()
    const events: string[] = []
    const stop = chain.on('pendingTransaction', () => events.push('transaction'))
    chain.on('block', ({ number }) => events.push(`block ${number}`))
    await chain.send({ from: alice, to: bob })
    stop()
    await chain.send({ from: alice, to: bob })
    assert.deepEqual(events, ['transaction', 'block 1', 'block 2'])
  })

  it('sends for addresses that are impersonated, contracts among them', async () => {
    const { chain, alice, bob } = await setUp()
    const contract = await deploy(chain, 'store')
    await failure(chain.send({ from: contract, to: bob }), 'CHAIN_UNKNOWN_ACCOUNT')
    await mined(chain, { from: alice, to: new Uint8Array(20).fill(9), valueWei: 10n ** 18n })
    await chain.impersonate(new Uint8Array(20).fill(9))
    const { sender } = await mined(chain, { from: new Uint8Array(20).fill(9), to: bob })
    assert.deepEqual(sender, new Uint8Array(20).fill(9))
    await chain.setAutoImpersonate(true)
    const free = { gasPrice: 0n, maxFeePerGas: undefined }
    await chain.nextBlock.setBaseFeePerGas(0n)
    const { receipt } = await mined(chain, { from: contract, to: bob, ...free })
    assert.ok(receipt.succeeded)
    await chain.setAutoImpersonate(false)
    assert.equal(await chain.stopImpersonating(new Uint8Array(20).fill(9)), true)
    assert.equal(await chain.stopImpersonating(new Uint8Array(20).fill(9)), false)
  })
})
