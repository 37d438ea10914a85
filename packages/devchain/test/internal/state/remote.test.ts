import { Address } from '@ethereumjs/util'
import { isScaffoldError } from '@scaffold-evm/common'
import { expect } from 'chai'
import { loadCrypto } from '../../../src/internal/crypto.js'
import { createRemoteState } from '../../../src/internal/state/remote.js'
import { createWorldState } from '../../../src/internal/state/world-state.js'

const address = new Uint8Array(20).fill(0xaa)
const hexAddress = `0x${'aa'.repeat(20)}`
const slot = new Uint8Array(32).fill(1)

/** Answers by method, and what was asked. */
function node(answers: Readonly<Record<string, unknown>>) {
  const requests: unknown[] = []
  return {
    requests,
    async request({ method, params }: { method: string; params?: unknown }): Promise<unknown> {
      requests.push([method, params])
      const answer = answers[method]
      if (answer instanceof Error) throw answer
      return answer
    },
  }
}

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => (isScaffoldError(error) ? error.code : error),
  )
}

describe('createRemoteState', () => {
  const answers = {
    eth_getBalance: '0xde0b6b3a7640000',
    eth_getTransactionCount: '0x5',
    eth_getCode: '0x6001',
    eth_getStorageAt: `0x${'00'.repeat(31)}2a`,
  }

  it('reads accounts and slots at its block', async () => {
    const { request, requests } = node(answers)
    const remote = createRemoteState({ request, blockNumber: 256n })
    expect(await remote.account(address)).to.deep.equal({
      nonce: 5n,
      balanceWei: 10n ** 18n,
      code: Uint8Array.of(0x60, 1),
    })
    expect(requests).to.have.deep.members([
      ['eth_getBalance', [hexAddress, '0x100']],
      ['eth_getTransactionCount', [hexAddress, '0x100']],
      ['eth_getCode', [hexAddress, '0x100']],
    ])
    expect((await remote.storage(address, slot)).at(-1)).to.equal(42)
    expect(requests.at(-1)).to.deep.equal([
      'eth_getStorageAt',
      [hexAddress, `0x${'01'.repeat(32)}`, '0x100'],
    ])
  })

  it('takes a storage word that is shortened like a quantity', async () => {
    const { request } = node({ eth_getStorageAt: '0x123' })
    const remote = createRemoteState({ request, blockNumber: 0n })
    expect(await remote.storage(address, slot)).to.deep.equal(Uint8Array.of(1, 0x23))
  })

  it('shares equal reads that are under way', async () => {
    const { request, requests } = node(answers)
    const remote = createRemoteState({ request, blockNumber: 1n })
    await Promise.all([remote.account(address), remote.account(address)])
    await Promise.all([remote.storage(address, slot), remote.storage(address, slot)])
    expect(requests).to.have.length(4)
  })

  it('rejects answers that are not hexadecimal', async () => {
    for (const bad of [null, undefined, 5, '', '5', '0xzz', {}, []]) {
      for (const method of Object.keys(answers)) {
        const { request } = node({ ...answers, [method]: bad })
        const remote = createRemoteState({ request, blockNumber: 1n })
        const read = Promise.all([remote.account(address), remote.storage(address, slot)])
        expect(await codeOf(read), `${method} ${String(bad)}`).to.equal('REMOTE_RESPONSE_INVALID')
      }
    }
    const { request } = node({ ...answers, eth_getBalance: '0x' })
    const remote = createRemoteState({ request, blockNumber: 1n })
    expect(await codeOf(remote.account(address))).to.equal('REMOTE_RESPONSE_INVALID')
  })

  it('lets a failed read be tried again, through the world state too', async () => {
    const failing: Record<string, unknown> = { ...answers, eth_getCode: new Error('down') }
    const { request } = node(failing)
    const crypto = await loadCrypto()
    const state = createWorldState({
      crypto,
      remote: createRemoteState({ request, blockNumber: 1n }),
    })
    const owner = new Address(address)
    expect(await codeOf(state.getAccount(owner))).to.have.property('message', 'down')
    failing.eth_getCode = '0x'
    expect((await state.getAccount(owner))?.nonce).to.equal(5n)
  })
})

describe('a slot that is only written', () => {
  it('reads as on the remote chain again when what was written is taken back', async () => {
    const crypto = await loadCrypto()
    const { request } = node({
      eth_getBalance: '0x1',
      eth_getTransactionCount: '0x1',
      eth_getCode: '0x6001',
      eth_getStorageAt: `0x${'00'.repeat(31)}2a`,
    })
    const state = createWorldState({
      crypto,
      remote: createRemoteState({ request, blockNumber: 256n }),
    })
    const { overlay } = state
    await state.getAccount(new Address(address))
    const account = overlay.account(address)
    if (account === undefined) throw new TypeError('the account was fetched')
    overlay.checkpoint()
    overlay.setWord(account, overlay.unreadSlot(account, slot), Uint8Array.of(7))
    expect(overlay.slot(account, slot)?.word).to.deep.equal(Uint8Array.of(7))
    overlay.revert()
    expect(await state.getStorage(new Address(address), slot)).to.deep.equal(Uint8Array.of(42))
    expect(overlay.slot(account, slot)?.word).to.deep.equal(Uint8Array.of(42))
  })
})
