import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { type FaultLab, keys, type LabSettings, withFaultLab } from './fault-lab.js'
import { assertVerified, finalState } from './scenario.js'

/** What the ordinary tests do is a part of what `scripts/migration-faults.mjs` does. */
function some<T>(all: readonly T[], part: readonly T[]): readonly T[] {
  return process.env.FAULTS === 'all' ? all : part
}

const kinds: readonly LabSettings['accounts'][] = ['keys', 'node']
const sending = /^eth_send(Raw)?Transaction$/

function rpc(lab: FaultLab, method: string, ...params: readonly unknown[]): Promise<unknown> {
  return lab.node.request({ method, params })
}

/** Something else that an account of the migration does. */
async function sendOther(lab: FaultLab, fields: Record<string, string> = {}): Promise<unknown> {
  const [from] = lab.accounts
  return rpc(lab, 'eth_sendTransaction', { from, to: from, value: '0x1', ...fields })
}

/** Migrates and stops, as Ctrl-C does, when so many transactions were sent. */
async function migrateUntil(lab: FaultLab, sent: number): Promise<void> {
  const controller = new AbortController()
  let count = 0
  lab.proxy.before = ({ method }) => {
    if (sending.test(method)) count += 1
    else if (count === sent) controller.abort()
  }
  const error = await lab.migrate(controller.signal).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).to.have.property('code', 'MIGRATION_ABORTED')
  lab.proxy.before = () => undefined
  await lab.proxy.idle()
}

/** Does something right before the transaction is sent that is the nth, from 0. */
function beforeSending(lab: FaultLab, nth: number, action: () => Promise<unknown>): void {
  let count = 0
  lab.proxy.before = async ({ method }) => {
    if (sending.test(method) && count++ === nth) await action()
  }
}

for (const accounts of kinds) {
  describe(`ten steps and what chains do (${accounts})`, function () {
    this.timeout(120_000)

    it('end in the same state after reorganisations of any depth', async () => {
      await withFaultLab({ accounts, mining: 'auto' }, async (lab) => {
        await lab.migrate()
        await lab.assertDone()
        for (const depth of some([1, 2, 5, 9, 10], [4])) {
          await lab.reset()
          await lab.migrate()
          await rpc(lab, 'anvil_reorg', depth, [])
          const { warnings } = await lab.migrate()
          expect(warnings[0], `depth ${depth}`).to.include('The chain was reorganised')
          await lab.assertDone()
        }
      })
    })

    it('end in the same state when a reorganisation drops transactions', async () => {
      await withFaultLab({ accounts, mining: 'auto' }, async (lab) => {
        await lab.migrate()
        await lab.assertDone()
        for (const depth of some([1, 2, 4, 6, 7, 10], [7])) {
          await lab.reset()
          await lab.migrate()
          await rpc(lab, 'anvil_reorg', depth, [])
          await rpc(lab, 'anvil_dropAllTransactions')
          await lab.migrate()
          await lab.assertDone()
        }
      })
    })

    it('end in the same state when the chain is wound back', async () => {
      await withFaultLab({ accounts, mining: 'auto' }, async (lab) => {
        await lab.migrate()
        await lab.assertDone()
        for (const depth of some([1, 2, 3, 5, 8, 10], [3, 10])) {
          await lab.reset()
          await lab.migrate()
          await rpc(lab, 'anvil_rollback', depth)
          await lab.migrate()
          await lab.assertDone()
        }
      })
    })

    it('do what is lost anew when a reorganisation gives its nonce to something else', async () => {
      await withFaultLab({ accounts, mining: 'auto' }, async (lab) => {
        await lab.migrate()
        await lab.assertDone()
        for (const depth of some([1, 3, 5, 8, 10], [8])) {
          await lab.reset()
          await lab.migrate()
          const [from] = lab.accounts
          const nonce = Number(await rpc(lab, 'eth_getTransactionCount', from, 'latest'))
          const other = {
            from,
            to: from,
            value: '0x1',
            nonce: `0x${(nonce - depth + (depth > 1 ? 1 : 0)).toString(16)}`,
          }
          await rpc(lab, 'anvil_reorg', depth, [[other, 0]])
          await rpc(lab, 'anvil_dropAllTransactions')
          await lab.migrate()
          await lab.assertDone()
        }
      })
    })

    it('make up for what a reorganised chain did without them', async () => {
      await withFaultLab({ accounts, mining: 'auto' }, async (lab) => {
        await lab.migrate()
        await lab.assertDone()
        const [from] = lab.accounts
        for (const depth of some([8, 10], [8])) {
          await lab.reset()
          await lab.migrate()
          const nonce = 10 - depth
          // What came after is mined again, though what it relies on is not there.
          const other = { from, to: from, value: '0x1', nonce: `0x${nonce.toString(16)}` }
          await rpc(lab, 'anvil_reorg', depth, [[other, 0]])
          await rpc(lab, 'evm_mine')
          await lab.migrate()
          await lab.assertState()
        }
      })
    })

    it('end in the same state after a reorganisation of a chain that is no development chain', async () => {
      await withFaultLab({ accounts, mining: 'auto', chainId: 5555n }, async (lab) => {
        for (const depth of some([1, 6, 10], [10])) {
          await lab.reset()
          await lab.migrate()
          await rpc(lab, 'anvil_reorg', depth, [])
          if (depth !== 6) await rpc(lab, 'anvil_dropAllTransactions')
          await lab.migrate()
          await lab.assertDone()
        }
      })
    })

    it('go on after a reorganisation in the middle', async () => {
      await withFaultLab({ accounts, mining: 'auto' }, async (lab) => {
        await lab.migrate()
        await lab.assertDone()
        for (const sent of some([2, 5, 8], [5])) {
          await lab.reset()
          await migrateUntil(lab, sent)
          await rpc(lab, 'anvil_reorg', 2, [])
          if (sent === 5) await rpc(lab, 'anvil_dropAllTransactions')
          await lab.migrate()
          await lab.assertDone()
        }
      })
    })

    it('get over others that use their nonces', async () => {
      await withFaultLab({ accounts, mining: 'auto' }, async (lab) => {
        await lab.migrate()
        await lab.assertDone()
        for (const nth of some([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [0, 5])) {
          await lab.reset()
          beforeSending(lab, nth, () => sendOther(lab))
          const { warnings } = await lab.migrate()
          expect(warnings.join(), `transaction ${nth}`).to.match(
            nth === 8 ? /^$/ : /replaced by another/,
          )
          await lab.assertDone()
        }
      })
    })

    it('get over others whose transactions wait with their nonces', async () => {
      await withFaultLab({ accounts, mining: 'interval' }, async (lab) => {
        await lab.migrate()
        await lab.assertDone()
        for (const nth of some([0, 3, 9], [3])) {
          await lab.reset()
          beforeSending(lab, nth, () => sendOther(lab, { gasPrice: '0x4a817c8000' }))
          await lab.migrate()
          await lab.assertDone()
        }
      })
    })

    it('bring back what a node drops while it is waited for', async () => {
      await withFaultLab({ accounts, mining: 'manual' }, async (lab) => {
        let drops = 0
        let asked = 0
        lab.proxy.before = async ({ method }) => {
          if (method !== 'eth_getTransactionReceipt') return
          asked += 1
          // Until the node was asked a second time, it has forgotten.
          if (asked === 2 && drops++ < 2) await rpc(lab, 'anvil_dropAllTransactions')
          else if (asked % 3 === 0) await rpc(lab, 'evm_mine')
        }
        await lab.migrate()
        expect(drops).to.be.greaterThan(0)
        await lab.assertDone()
      })
    })

    it('go on after what was sent was dropped between runs', async () => {
      await withFaultLab({ accounts, mining: 'manual' }, async (lab) => {
        await migrateUntil(lab, 1)
        await rpc(lab, 'anvil_dropAllTransactions')
        await rpc(lab, 'evm_setAutomine', true)
        await lab.migrate()
        await lab.assertDone()
      })
    })

    it('take over what was replaced with a higher fee, and do anew what was replaced with something else', async () => {
      await withFaultLab({ accounts, mining: 'manual' }, async (lab) => {
        for (const isSame of [true, false]) {
          await lab.reset()
          await rpc(lab, 'evm_setAutomine', false)
          await migrateUntil(lab, 1)
          const [from] = lab.accounts
          const { pending } = (await rpc(lab, 'txpool_content')) as {
            pending: Record<string, Record<string, { input: string; gas: string }>>
          }
          const [waiting] = Object.values(Object.values(pending)[0] ?? {})
          const price = { nonce: '0x0', gasPrice: '0x174876e800' }
          if (isSame) {
            const { input = '0x', gas = '0x0' } = waiting ?? {}
            await rpc(lab, 'eth_sendTransaction', { from, data: input, gas, ...price })
          } else await sendOther(lab, price)
          await rpc(lab, 'evm_setAutomine', true)
          await rpc(lab, 'evm_mine')
          const { warnings } = await lab.migrate()
          expect(warnings.join()).to.match(isSame ? /^$/ : /replaced by another/)
          await lab.assertDone()
        }
      })
    })

    it('are sent again with higher fees when they are not mined', async () => {
      const config = 'bumpAfterMs: 60, maxBumps: 20'
      await withFaultLab({ accounts, mining: 'interval', config }, async (lab) => {
        let sent = 0
        lab.proxy.before = async ({ method }) => {
          if (!sending.test(method)) return
          sent += 1
          if (sent === 1) await rpc(lab, 'evm_setIntervalMining', 0)
          if (sent !== 3) return
          const { migrations } = await lab.record()
          replaced = migrations['01_core']?.steps['deploy MathLib']?.replaced ?? []
          await rpc(lab, 'evm_setIntervalMining', lab.node.interval)
        }
        let replaced: readonly string[] = []
        await lab.migrate()
        expect(sent).to.be.greaterThan(11)
        expect(replaced).to.have.length(accounts === 'keys' ? 2 : 1)
        await lab.assertDone()
      })
    })

    it('are done once for each of two records at the same time', async () => {
      await withFaultLab({ accounts, mining: 'interval' }, async (lab) => {
        await Promise.all([lab.migrate(), lab.migrate(undefined, 'other')])
        const path = lab.recordPath.replace('n.json', 'other.json')
        const other = JSON.parse(await readFile(path, 'utf8'))
        const own = await lab.record()
        for (const record of [own, other]) await assertVerified(lab.node, record)
        const state = await finalState(lab.node, own, lab.accounts)
        expect(await finalState(lab.node, other, lab.accounts)).to.deep.equal(state)
        expect(state).to.deep.include({ minted: ['1003', '3'] })
      })
    })

    it('keep two runs apart', async () => {
      await withFaultLab({ accounts, mining: 'interval' }, async (lab) => {
        const runs = await Promise.allSettled([lab.migrate(), lab.migrate()])
        const failed = runs.flatMap((run) => (run.status === 'rejected' ? [run.reason.code] : []))
        expect(failed).to.deep.equal(['LOCK_HELD'])
        await lab.assertDone()
      })
    })
  })
}

describe('keys of the lab', () => {
  it('are those of the first accounts', async () => {
    await withFaultLab({ accounts: 'keys', mining: 'auto' }, async (lab) => {
      const { Wallet } = await import('ethers')
      const own = keys.map((key) => new Wallet(key).address.toLowerCase())
      expect(lab.accounts.map((it) => it.toLowerCase())).to.deep.equal(own)
    })
  })
})
