import assert from 'node:assert/strict'
import { isScaffoldError } from '@scaffold-evm/common'
import { EventManager } from '../../../src/internal/events/event-manager.js'
import { eventPattern, isEventPattern } from '../../../src/internal/events/event-pattern.js'

describe('eventPattern', () => {
  const cases: readonly (readonly [
    pattern: string,
    fits: readonly string[],
    not: readonly string[],
  ])[] = [
    [
      'compile:*',
      ['compile:start', 'Compile:Start'],
      ['compile', 'compile:a:b', 'recompile:start'],
    ],
    ['compile:**', ['compile:start', 'compile:a:b', 'compile:'], ['migrate:start']],
    ['*:start', ['compile:start'], ['a:b:start']],
    ['**', ['compile:start', 'a', 'a:b:c'], []],
    ['a.b:*', ['a.b:c'], ['axb:c']],
    ['a\\*:*', ['a\\*:b'], ['ax:b', 'a*:b']],
  ]
  for (const [pattern, fits, not] of cases) {
    it(`reads ${pattern}`, () => {
      assert.ok(isEventPattern(pattern))
      for (const name of fits) assert.match(name, eventPattern(pattern))
      for (const name of not) assert.doesNotMatch(name, eventPattern(pattern))
    })
  }

  it('leaves names alone', () => {
    for (const name of ['compile:start', 'a\\*b']) assert.ok(!isEventPattern(name))
  })
})

describe('EventManager', () => {
  const logger = console

  it('gives what its listeners give, those of the event first, in a later turn', async () => {
    const events = new EventManager()
    events.emitter.onAny(async (name, data) => `any ${name} ${data}`)
    const forget = events.emitter.on('a:b', (data) => `own ${data}`)
    const emitted = events.emit('a:b', 7)
    assert.deepEqual(await emitted, ['own 7', 'any a:b 7'])
    forget()
    assert.deepEqual(await events.emit('a:b', 8), ['any a:b 8'])
    await assert.rejects(async () => {
      events.emitter.on('bad', () => {
        throw new Error('heard badly')
      })
      await events.emit('bad')
    }, /heard badly/)
  })

  it('has subscribers of a config hear what they want, as themselves', async () => {
    const events = new EventManager()
    const heard: unknown[] = []
    events.initializeUserSubscribers({
      quiet: false,
      logger,
      subscribers: {
        mine: {
          initialization(this: Record<string, unknown>, config: object) {
            this['count'] = Reflect.get(config, 'quiet') === false ? 1 : 0
          },
          handlers: {
            'compile:start': [
              function (this: Record<string, unknown>, data: unknown) {
                heard.push(['start', this['count'], this['quiet'], data])
              },
            ],
            'compile:*': [(_: unknown, name: string) => heard.push(name)],
          },
        },
      },
    })
    await events.emit('compile:start', 5)
    events.updateSubscriberOptions({ quiet: true, logger })
    events.tell('compile:start')
    events.tell('other', () => assert.fail('is told nothing of'))
    await assert.rejects(events.settled(), /told nothing of/)
    const expected = [['start', 1, false, 5], 'compile:start', ['start', 1, true, undefined]]
    assert.deepEqual(heard, [...expected, 'compile:start'])
  })

  it('asks for nothing and waits for nobody while nobody listens', async () => {
    const events = new EventManager()
    events.tell('a', () => assert.fail('nobody wants it'))
    await events.settled()
    assert.equal(events.isHeard, false)
  })

  it('says what is wrong with a subscriber', () => {
    for (const mine of [
      {},
      { handlers: {} },
      { handlers: { a: 5 } },
      { handlers: { a: [() => 1] }, initialization: 5 },
    ]) {
      assert.throws(
        () => new EventManager().initializeUserSubscribers({ subscribers: { mine } }),
        (error) => isScaffoldError(error, 'TRUFFLE_SUBSCRIBER_INVALID'),
      )
    }
  })
})
