import { strict as assert } from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'
import { StepQueue } from '../../../src/internal/migrate/step-queue.js'

describe('StepQueue', () => {
  it('begins nothing before it is started, and then goes in order', async () => {
    const queue = new StepQueue()
    const seen: string[] = []
    queue.add(async () => {
      await sleep(5)
      seen.push('first')
    })
    queue.add(() => seen.push('second'))
    await sleep(10)
    assert.deepEqual(seen, [])
    await queue.start()
    assert.deepEqual(seen, ['first', 'second'])
  })

  it('puts what a step is followed by before what is asked for later', async () => {
    const queue = new StepQueue()
    const seen: string[] = []
    queue
      .add(() => 'box')
      .then(async (made) => {
        await queue.add(() => seen.push(`inside of ${made}`))
        seen.push('after the box')
      })
    queue.add(() => seen.push('last'))
    await queue.start()
    assert.deepEqual(seen, ['inside of box', 'after the box', 'last'])
  })

  it('gives the value of the first step to a function that awaits it', async () => {
    const queue = new StepQueue()
    const migrate = async (): Promise<string> => {
      const first = await queue.add(() => 'one')
      const second = await queue.add(() => 'two')
      return first + second
    }
    const returned = migrate()
    await queue.start()
    assert.equal(await returned, 'onetwo')
  })

  it('ends at a step that fails', async () => {
    const queue = new StepQueue()
    let isReached = false
    queue.add(() => {
      throw new Error('no')
    })
    queue.add(() => {
      isReached = true
    })
    await assert.rejects(queue.start(), /^Error: no$/)
    assert.equal(isReached, false)
    assert.equal(queue.isWatched, false)
  })

  it('goes on after a failure that is caught', async () => {
    const queue = new StepQueue()
    const seen: unknown[] = []
    queue
      .add(() => Promise.reject('no'))
      .then(() => seen.push('never'))
      .catch((reason) => seen.push(reason))
    queue.add(() => seen.push('last'))
    await queue.start()
    assert.deepEqual(seen, ['no', 'last'])
  })

  it('lets a function that awaits a step catch its failure', async () => {
    const queue = new StepQueue()
    const migrate = async (): Promise<string> => {
      try {
        return await queue.add(() => Promise.reject(new Error('no')))
      } catch (error) {
        return `caught ${error}`
      }
    }
    const returned = migrate()
    await assert.rejects(queue.start())
    assert.equal(queue.isWatched, true)
    assert.equal(await returned, 'caught Error: no')
  })

  it('begins later steps at once, and waits for them in the end', async () => {
    const queue = new StepQueue()
    await queue.start()
    let isDone = false
    queue.add(async () => {
      await sleep(5)
      isDone = true
    })
    await queue.settle()
    assert.equal(isDone, true)
  })

  it('tells of a later step that fails unheard, and of none that is heard', async () => {
    const queue = new StepQueue()
    await queue.start()
    queue.add(() => Promise.reject(new Error('heard'))).catch(() => undefined)
    await queue.settle()
    queue.add(() => Promise.reject(new Error('unheard')))
    await assert.rejects(queue.settle(), /unheard/)
  })

  it('runs `finally` after success and failure', async () => {
    const queue = new StepQueue()
    const seen: string[] = []
    queue.add(() => 1).finally(() => seen.push('ok'))
    queue
      .add(() => Promise.reject(new Error('no')))
      .finally(() => seen.push('failed'))
      .catch(() => undefined)
    await queue.start()
    assert.deepEqual(seen, ['ok', 'failed'])
  })
})
