import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { expect } from 'chai'
import { createDevchain, warmUp, warmUpBriefly } from '../src/index.js'

/** How many turns of the event loop there are until `work` is done. */
async function turnsDuring(work: Promise<void>): Promise<number> {
  let isDone = false
  const done = work.then(() => {
    isDone = true
  })
  let turns = 0
  for (; !isDone; turns += 1) await turn()
  await done
  return turns
}

describe('warmUp', () => {
  it('lets the process do something else between transactions', async () => {
    expect(await turnsDuring(warmUp())).to.be.greaterThan(100)
  })

  it('waits while there is something better to do', async () => {
    const controller = new AbortController()
    let isIdle = false
    let asked = 0
    const work = warmUp({
      signal: controller.signal,
      isIdle() {
        asked += 1
        return isIdle
      },
    })
    expect(await Promise.race([work, sleep(50, 'waiting')])).to.equal('waiting')
    // Without waiting it would have been asked a hundred times.
    expect(asked).to.be.lessThan(20)
    isIdle = true
    while (asked < 100) await turn()
    controller.abort()
    await work
  })

  it('ends when it is told to, even while it waits', async () => {
    const controller = new AbortController()
    const work = warmUp({ signal: controller.signal, isIdle: () => false })
    controller.abort()
    await work
  })

  it('ends when it is told to', async () => {
    const controller = new AbortController()
    const work = warmUp({ signal: controller.signal })
    for (let turns = 0; turns < 20; turns += 1) await turn()
    controller.abort()
    expect(await turnsDuring(work)).to.be.lessThan(10)
  })
})

describe('warmUpBriefly', () => {
  it('leaves other chains as they are', async () => {
    const chain = await createDevchain()
    await warmUpBriefly()
    expect(await chain.request({ method: 'eth_blockNumber' })).to.equal('0x0')
    await chain.close()
  })
})
