import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { expect } from 'chai'
import { warmUp } from '../src/index.js'

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
    let isIdle = false
    const work = warmUp({ isIdle: () => isIdle })
    expect(await Promise.race([work, sleep(50, 'waiting')])).to.equal('waiting')
    isIdle = true
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
