import { Common, Mainnet } from '@ethereumjs/common'
import { getMerkleStateProof, MerkleStateManager } from '@ethereumjs/statemanager'
import { Account, Address, createAccount, KECCAK256_RLP } from '@ethereumjs/util'
import { bytesToHex, hexToBytes, isScaffoldError, quantityToHex } from '@scaffold-evm/common'
import { expect } from 'chai'
import { type Crypto, loadCrypto } from '../../../src/internal/crypto.js'
import type { WorldState } from '../../../src/internal/state/types.js'
import { createWorldState } from '../../../src/internal/state/world-state.js'

const alice = new Address(new Uint8Array(20).fill(0xa1))
const bob = new Address(new Uint8Array(20).fill(0xb0))
const slot = new Uint8Array(32).fill(5)
const code = Uint8Array.of(0x60, 0x01)

function word(...bytes: number[]): Uint8Array {
  return Uint8Array.from(bytes)
}

async function codeOf(action: () => unknown): Promise<unknown> {
  try {
    await action()
    return undefined
  } catch (error) {
    return isScaffoldError(error) ? error.code : error
  }
}

describe('createWorldState', function () {
  this.timeout(20_000)

  let crypto: Crypto
  let state: WorldState

  before(async () => {
    crypto = await loadCrypto()
  })

  beforeEach(async () => {
    state = createWorldState({ crypto })
    await state.putAccount(alice, new Account(1n, 100n))
  })

  describe('accounts', () => {
    it('are undefined until put, and after deletion', async () => {
      expect(await state.getAccount(bob)).to.equal(undefined)
      await state.deleteAccount(alice)
      expect(await state.getAccount(alice)).to.equal(undefined)
      await state.putAccount(bob, new Account(1n))
      await state.putAccount(bob, undefined)
      expect(await state.getAccount(bob)).to.equal(undefined)
    })

    it('do not alias the objects that are got or put', async () => {
      const put = new Account(1n, 5n)
      await state.putAccount(alice, put)
      put.balance = 6n
      const got = await state.getAccount(alice)
      expect(got?.balance).to.equal(5n)
      if (got !== undefined) got.balance = 7n
      expect((await state.getAccount(alice))?.balance).to.equal(5n)
    })

    it('do not alias address and key buffers', async () => {
      // Node.js buffers, whose slice() is no copy.
      const bytes = Buffer.alloc(20, 9)
      const key = Buffer.from(slot)
      const value = Buffer.of(1, 2)
      const bytecode = Buffer.from(code)
      await state.putAccount(new Address(bytes), new Account(3n))
      await state.putStorage(new Address(bytes), key, value)
      await state.putCode(new Address(bytes), bytecode)
      bytes.fill(0)
      bytecode.fill(0)
      key.fill(0)
      value.fill(0)
      const owner = new Address(new Uint8Array(20).fill(9))
      expect((await state.getAccount(owner))?.nonce).to.equal(3n)
      expect(await state.getStorage(owner, slot)).to.deep.equal(word(1, 2))
      expect(await state.getCode(owner)).to.deep.equal(code)
    })

    it('compute their storage root when it is asked for, in the middle of a transaction too', async () => {
      expect((await state.getAccount(alice))?.storageRoot).to.deep.equal(KECCAK256_RLP)
      const oracle = new MerkleStateManager({ common: new Common({ chain: Mainnet }) })
      await oracle.putAccount(alice, new Account(1n, 100n))
      for (const tested of [state, oracle]) {
        await tested.checkpoint()
        await tested.putStorage(alice, slot, word(7))
      }
      const expected = await oracle.getAccount(alice)
      expect((await state.getAccount(alice))?.storageRoot).to.deep.equal(expected?.storageRoot)
      await state.revert()
      expect((await state.getAccount(alice))?.storageRoot).to.deep.equal(KECCAK256_RLP)
    })

    it('keep their storage when they are put, whatever storage root the object says', async () => {
      await state.putStorage(alice, slot, word(7))
      await state.putAccount(alice, createAccount({ nonce: 9n }))
      expect(await state.getStorage(alice, slot)).to.deep.equal(word(7))
    })

    it('have no storage when they are made again after deletion', async () => {
      await state.putStorage(alice, slot, word(7))
      state.seal()
      await state.deleteAccount(alice)
      expect(await state.getStorage(alice, slot)).to.deep.equal(word())
      await state.putAccount(alice, new Account(1n))
      expect(await state.getStorage(alice, slot)).to.deep.equal(word())
    })

    it('take single fields, and make what is missing', async () => {
      await state.modifyAccountFields(bob, { nonce: 4n })
      await state.modifyAccountFields(bob, { balance: 5n })
      const account = await state.getAccount(bob)
      expect([account?.nonce, account?.balance]).to.deep.equal([4n, 5n])
    })

    it('take the empty storage root as a wish to clear, and refuse any other', async () => {
      await state.putStorage(alice, slot, word(7))
      const account = await state.getAccount(alice)
      const root = account?.storageRoot ?? word()
      await state.modifyAccountFields(alice, { storageRoot: root })
      expect(await state.getStorage(alice, slot)).to.deep.equal(word(7))
      const other = { storageRoot: new Uint8Array(32) }
      expect(await codeOf(() => state.modifyAccountFields(alice, other))).to.equal(
        'STATE_STORAGE_ROOT_UNSUPPORTED',
      )
      await state.modifyAccountFields(alice, { storageRoot: KECCAK256_RLP })
      expect(await state.getStorage(alice, slot)).to.deep.equal(word())
    })
  })

  describe('code', () => {
    it('belongs to its hash', async () => {
      await state.putCode(alice, code)
      expect(await state.getCodeSize(alice)).to.equal(2)
      const codeHash = crypto.keccak256(code)
      expect((await state.getAccount(alice))?.codeHash).to.deep.equal(codeHash)
      await state.putAccount(bob, new Account(0n, 0n, undefined, codeHash))
      expect(await state.getCode(bob)).to.deep.equal(code)
    })

    it('makes the account, and goes with it', async () => {
      await state.putCode(bob, code)
      expect((await state.getAccount(bob))?.isEmpty()).to.equal(false)
      await state.deleteAccount(bob)
      expect(await state.getCode(bob)).to.deep.equal(word())
      expect(await state.getCodeSize(bob)).to.equal(0)
    })
  })

  describe('storage', () => {
    it('is without leading zeros, and zero is nothing', async () => {
      await state.putStorage(alice, slot, word(0, 0, 1, 0))
      expect(await state.getStorage(alice, slot)).to.deep.equal(word(1, 0))
      await state.putStorage(alice, slot, new Uint8Array(32))
      expect(await state.getStorage(alice, slot)).to.deep.equal(word())
    })

    it('makes an empty account when that of none is cleared, as ethereumjs does', async () => {
      await state.clearStorage(bob)
      expect((await state.getAccount(bob))?.isEmpty()).to.equal(true)
    })

    it('rejects what is not a slot, not a word, or of no account', async () => {
      const long = new Uint8Array(33)
      const cases: [string, () => Promise<unknown>][] = [
        ['STATE_STORAGE_INVALID', () => state.getStorage(alice, word(1))],
        ['STATE_STORAGE_INVALID', () => state.putStorage(alice, long, word(1))],
        ['STATE_STORAGE_INVALID', () => state.putStorage(alice, slot, long)],
        ['STATE_STORAGE_INVALID', () => state.originalStorageCache.get(alice, long)],
        ['STATE_ACCOUNT_MISSING', () => state.putStorage(bob, slot, word(1))],
      ]
      for (const [expected, action] of cases) expect(await codeOf(action)).to.equal(expected)
    })

    it('remembers what it was at the start of a transaction', async () => {
      const original = () => state.originalStorageCache.get(alice, slot)
      await state.putStorage(alice, slot, word(1))
      await state.checkpoint()
      expect(await original()).to.deep.equal(word(1))
      await state.putStorage(alice, slot, word(2))
      await state.checkpoint()
      await state.putStorage(alice, slot, word(3))
      await state.commit()
      expect(await original()).to.deep.equal(word(1))
      await state.commit()
      expect(await original()).to.deep.equal(word(3))
      await state.putStorage(alice, slot, word(4))
      state.originalStorageCache.clear()
      expect(await original()).to.deep.equal(word(4))
    })

    it('is dumped by hashed slot, whole and by range', async () => {
      const oracle = new MerkleStateManager({ common: new Common({ chain: Mainnet }) })
      await oracle.putAccount(alice, new Account(1n, 100n))
      for (let index = 1; index < 20; index++) {
        for (const tested of [state, oracle]) {
          await tested.putStorage(alice, new Uint8Array(32).fill(index), word(index, index))
        }
      }
      const dump = await oracle.dumpStorage(alice)
      expect(await state.dumpStorage?.(alice)).to.deep.equal(dump)
      // By key, as geth does it: ethereumjs goes by the depth of the leaves.
      const keys = Object.keys(dump).sort()
      const range = await state.dumpStorageRange?.(alice, BigInt(keys[5] ?? 0), 7)
      expect(Object.keys(range?.storage ?? {})).to.deep.equal(keys.slice(5, 12))
      expect(range?.nextKey).to.equal(keys[12])
      const rest = await state.dumpStorageRange?.(alice, BigInt(keys[12] ?? 0), 100)
      expect(Object.keys(rest?.storage ?? {})).to.deep.equal(keys.slice(12))
      expect(rest?.nextKey).to.equal(null)
      for (const [key, entry] of Object.entries(range?.storage ?? {})) {
        expect(entry.value).to.equal(dump[key])
        expect(bytesToHex(crypto.keccak256(hexToBytes(entry.key ?? '0x')))).to.equal(key)
      }
    })
  })

  describe('checkpoints', () => {
    it('must be open to be committed or reverted', async () => {
      expect(await codeOf(() => state.commit())).to.equal('STATE_NO_CHECKPOINT')
      expect(await codeOf(() => state.revert())).to.equal('STATE_NO_CHECKPOINT')
    })

    it('forbid to seal, restore and copy', async () => {
      const snapshot = state.seal()
      await state.checkpoint()
      for (const action of [
        () => state.seal(),
        () => state.restore(snapshot),
        () => state.shallowCopy(),
        () => state.setStateRoot(snapshot.root),
      ]) {
        expect(await codeOf(action)).to.equal('STATE_CHECKPOINT_OPEN')
      }
    })

    it('take back a deletion with storage and code', async () => {
      await state.putCode(alice, code)
      await state.putStorage(alice, slot, word(7))
      const { root } = state.seal()
      await state.checkpoint()
      await state.deleteAccount(alice)
      await state.putAccount(alice, new Account(3n))
      await state.putStorage(alice, slot, word(8))
      await state.getStateRoot()
      await state.revert()
      expect(await state.getStorage(alice, slot)).to.deep.equal(word(7))
      expect(await state.getCode(alice)).to.deep.equal(code)
      expect(await state.getStateRoot()).to.deep.equal(root)
    })
  })

  describe('snapshots', () => {
    it('stay what they were, and are independent of one another', async () => {
      await state.putStorage(alice, slot, word(1))
      const first = state.seal()
      const fork = state.fork(first)
      await state.putStorage(alice, slot, word(2))
      await state.deleteAccount(bob)
      const second = state.seal()
      await fork.putStorage(alice, slot, word(3))
      expect(await state.getStorage(alice, slot)).to.deep.equal(word(2))
      state.restore(first)
      expect(await state.getStorage(alice, slot)).to.deep.equal(word(1))
      expect(await state.getStateRoot()).to.deep.equal(first.root)
      state.restore(second)
      expect(await state.getStorage(alice, slot)).to.deep.equal(word(2))
      expect(await fork.getStorage(alice, slot)).to.deep.equal(word(3))
    })

    it('drop what was not sealed', async () => {
      const snapshot = state.seal()
      await state.putAccount(bob, new Account(1n))
      state.restore(snapshot)
      expect(await state.getAccount(bob)).to.equal(undefined)
    })

    it('are the same object while nothing changes', async () => {
      const snapshot = state.seal()
      await state.checkpoint()
      await state.putStorage(alice, slot, word(1))
      await state.revert()
      expect(state.seal()).to.equal(snapshot)
    })

    it('are found by their root', async () => {
      const { root } = state.seal()
      await state.putStorage(alice, slot, word(2))
      state.seal()
      expect(await state.hasStateRoot(root)).to.equal(true)
      await state.setStateRoot(root)
      expect(await state.getStorage(alice, slot)).to.deep.equal(word())
      await state.setStateRoot(KECCAK256_RLP)
      expect(await state.getAccount(alice)).to.equal(undefined)
      const stranger = new Uint8Array(32)
      expect(await state.hasStateRoot(stranger)).to.equal(false)
      expect(await codeOf(() => state.setStateRoot(stranger))).to.equal('STATE_ROOT_UNKNOWN')
    })

    it('of another chain are refused', async () => {
      const foreign = createWorldState({ crypto }).seal()
      expect(await codeOf(() => state.restore(foreign))).to.equal('STATE_SNAPSHOT_FOREIGN')
      expect(await codeOf(() => state.fork({ isMissing: false, root: foreign.root }))).to.equal(
        'STATE_SNAPSHOT_FOREIGN',
      )
    })
  })

  it('lists all accounts with plain addresses and slots', async () => {
    await state.putCode(bob, code)
    await state.putStorage(bob, slot, word(7))
    const listed = new Map<string, unknown>()
    for await (const { address, ...account } of state.accounts()) {
      listed.set(bytesToHex(address), account)
    }
    expect(listed).to.deep.equal(
      new Map<string, unknown>([
        [alice.toString(), { nonce: 1n, balanceWei: 100n, code: word(), storage: new Map() }],
        [
          bob.toString(),
          { nonce: 0n, balanceWei: 0n, code, storage: new Map([[bytesToHex(slot), word(7)]]) },
        ],
      ]),
    )
  })

  it('proves accounts and slots, present and absent, like MerkleStateManager', async () => {
    const oracle = new MerkleStateManager({ common: new Common({ chain: Mainnet }) })
    for (let index = 0; index < 50; index++) {
      const owner = new Address(new Uint8Array(20).fill(index))
      for (const tested of [state, oracle]) {
        await tested.putAccount(owner, new Account(1n, BigInt(index)))
        await tested.putStorage(owner, slot, word(index + 1))
        await tested.putStorage(owner, new Uint8Array(32), word(9))
      }
    }
    await oracle.putAccount(alice, new Account(1n, 100n))
    const owners = [alice, bob, new Address(new Uint8Array(20).fill(7))]
    const slots = [slot, new Uint8Array(32), new Uint8Array(32).fill(1)]
    for (const owner of owners) {
      const proof = await state.proof(owner.bytes, slots)
      const expected = await getMerkleStateProof(oracle, owner, slots)
      expect(proof.accountProof.map(bytesToHex)).to.deep.equal(expected.accountProof)
      expect(quantityToHex(proof.balanceWei)).to.equal(expected.balance)
      expect(bytesToHex(proof.codeHash)).to.equal(expected.codeHash)
      expect(bytesToHex(proof.storageRoot)).to.equal(expected.storageHash)
      for (const [index, { proof: nodes, value }] of expected.storageProof.entries()) {
        const ours = proof.storageProof[index]
        expect(ours?.proof.map(bytesToHex)).to.deep.equal(nodes)
        expect(bytesToHex(ours?.value ?? word())).to.equal(value === '0x0' ? '0x' : value)
      }
    }
  })

  it('has no proofs when it is forked', async () => {
    const remote = {
      account: async () => ({ nonce: 0n, balanceWei: 0n, code: word() }),
      storage: async () => word(),
    }
    const forked = createWorldState({ crypto, remote })
    expect(await codeOf(() => forked.proof(alice.bytes, []))).to.equal('STATE_PROOF_UNAVAILABLE')
  })

  it('reads through promises that are resolved already', async () => {
    let isLater = false
    const read = state.getAccount(alice).then(() => isLater)
    queueMicrotask(() => {
      isLater = true
    })
    expect(await read).to.equal(false)
  })
})
