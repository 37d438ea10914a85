import assert from 'node:assert/strict'
import { bytesToHex, type Hex } from '@scaffold-evm/common'
import { getAddress } from 'ethers'
import { CodeLines, type DebugSession, type Direction, traceExecution } from '../src/index.js'
import { DebugLab, type Deployed } from './debug-lab.js'

describe('DebugSession', function () {
  this.timeout(60_000)
  let lab: DebugLab
  let debuggee: Deployed

  before(async () => {
    lab = await DebugLab.create('debug.sol')
    await lab.deploy('Sums')
    debuggee = await lab.deploy('Debuggee')
  })

  after(() => lab.close())

  let snapshot: Hex
  beforeEach(async () => {
    snapshot = await lab.chain.snapshot()
  })
  afterEach(() => lab.chain.revert(snapshot))

  async function debug(name: string, ...args: unknown[]): Promise<DebugSession> {
    return lab.debug(await debuggee.send(name, ...args))
  }

  /** Where it comes by, from where it stands to the end of that direction. */
  async function walk(
    session: DebugSession,
    move: 'stepInto' | 'stepOver',
    direction: Direction,
  ): Promise<string[]> {
    const places = [lab.where(session)]
    for (;;) {
      const { reason } = await session[move](direction)
      if (reason === 'end' || reason === 'start') return places
      places.push(lab.where(session))
    }
  }

  it('steps into functions of modifiers, libraries and bases', async () => {
    const session = await debug('run', 1)
    assert.equal(session.trace.isExact, true)
    assert.deepEqual(await walk(session, 'stepInto', 'forward'), [
      'Base.onlyOwner < Debuggee.run: modifier',
      'Debuggee.run: run-1',
      'Debuggee.run: for (uint256 i = 0; i < n; i++) {',
      'Debuggee.run: for (uint256 i = 0; i < n; i++) {',
      'Debuggee.run: run-add',
      'Sums.add < Debuggee.run: library',
      'Sums.add < Debuggee.run: library-return',
      'Debuggee.run: run-add',
      'Debuggee.run: if (i % 2 == 0) {',
      'Debuggee.run: run-balance',
      'Debuggee.run: for (uint256 i = 0; i < n; i++) {',
      'Debuggee.run: for (uint256 i = 0; i < n; i++) {',
      'Debuggee.run: run-inherited',
      'Base.inherited < Debuggee.run: inherited',
      'Base.inherited < Debuggee.run: inherited-return',
      'Debuggee.run: run-inherited',
      'Debuggee.run: run-emit',
      'Base.onlyOwner < Debuggee.run: after-body',
    ])
  })

  it('comes by the same places backwards', async () => {
    const session = await debug('run', 2)
    const forward = await walk(session, 'stepInto', 'forward')
    await session.stepInto('backward')
    assert.deepEqual(await walk(session, 'stepInto', 'backward'), forward.toReversed())
  })

  it('steps over what functions do, in both directions', async () => {
    const session = await debug('run', 1)
    const forward = await walk(session, 'stepOver', 'forward')
    const outermost = (place: string): boolean => place.startsWith('Debuggee.run:')
    assert.deepEqual(forward.map(outermost), [false, ...forward.slice(2).map(() => true), false])
    await session.stepOver('backward')
    assert.deepEqual(await walk(session, 'stepOver', 'backward'), forward.toReversed())
  })

  it('steps out to the call, and back to before it', async () => {
    const session = await debug('run', 1)
    await session.runTo('debug.sol', lab.line('library-return'))
    await session.stepOut()
    assert.equal(lab.where(session), 'Debuggee.run: run-add')
    await session.stepInto('backward')
    assert.equal(lab.where(session), 'Sums.add < Debuggee.run: library-return')
    await session.stepOut('backward')
    assert.equal(lab.where(session), 'Debuggee.run: run-add')
    await session.stepOver('backward')
    assert.equal(lab.where(session), 'Debuggee.run: for (uint256 i = 0; i < n; i++) {')
  })

  it('goes through constructors, those of bases and of created contracts', async () => {
    const session = await lab.debug(debuggee.hash)
    assert.deepEqual(await walk(session, 'stepInto', 'forward'), [
      'Base.constructor: total',
      'Debuggee.constructor: constructor() Base(msg.sender) {',
      'Base.constructor: base-constructor',
      'Debuggee.constructor: constructor',
      'Store.constructor < Debuggee.constructor: store-constructor',
      'Debuggee.constructor: constructor',
    ])
  })

  it('has no variables of a constructor any more when it has ended', async () => {
    const { hash } = await lab.deploy('Store', 7)
    const session = await lab.debug(hash)
    const locals = async (): Promise<object> => {
      const [scope] = await session.scopes()
      const variables = scope?.name === 'Locals' ? scope.variables : []
      return Object.fromEntries(variables.map(({ name, text }) => [name, text]))
    }
    assert.deepEqual(await locals(), { initial: '7' })
    assert.equal((await session.resume()).reason, 'end')
    assert.deepEqual(await locals(), {})
    await session.stepInto('backward')
    assert.deepEqual(await locals(), { initial: '7' })
  })

  it('shows which functions run in library code and behind a proxy', async () => {
    const remember = await debug('remember', 'note', debuggee.address)
    await remember.runTo('debug.sol', lab.line('public-library'))
    assert.equal(lab.where(remember), 'Sums.push < Debuggee.remember: public-library')

    const proxy = await lab.deploy('Proxy', debuggee.address)
    const session = await lab.debug(await debuggee.at(proxy.address).send('spin', 2))
    await session.runTo('debug.sol', lab.line('spin-end'))
    assert.equal(lab.where(session), 'Debuggee.spin < Proxy.fallback: spin-end')
    assert.equal(session.frames[0]?.storageAddress, proxy.address)
  })

  it('stops where a failure arose, and knows failures that were caught', async () => {
    const failing = await debug('deposit', 500)
    assert.equal((await failing.resume()).reason, 'error')
    assert.equal(lab.where(failing), 'Store.take < Debuggee.deposit: too-much')
    assert.equal((await failing.resume()).reason, 'end')

    const caught = await debug('careful', 500)
    assert.equal((await caught.resume()).reason, 'end')
    caught.goToError('backward')
    assert.equal(lab.where(caught), 'Store.take < Debuggee.careful: too-much')
    caught.goToStart()
    caught.setRules({ errors: 'all' })
    assert.equal((await caught.resume()).reason, 'error')
  })

  it('tells what is stored otherwise than before', async () => {
    const session = await debug('remember', 'note', debuggee.address)
    await session.runTo('debug.sol', lab.line('remember-4'))
    const changes = await session.storageChanges()
    assert.deepEqual(
      changes.map(({ contractName, path, after }) => `${contractName} ${path} ${after}`),
      [
        'Debuggee stage Debuggee.Stage.Busy',
        `Debuggee last.who ${getAddress(debuggee.address)}`,
        'Debuggee last.when 42',
        'Debuggee last.note "note"',
        'Debuggee list.length 1',
        'Debuggee list[0] 11',
      ],
    )
    session.goToStart()
    assert.deepEqual(await session.storageChanges(), [])
  })

  it('stops at events', async () => {
    const session = await debug('run', 2)
    session.setRules({ events: ['Other'] })
    assert.equal((await session.resume()).reason, 'end')
    session.setRules({ events: ['Moved'] })
    assert.deepEqual(
      [(await session.resume('backward')).event, lab.where(session)],
      [`Moved(to: ${lab.sender}, amount: 8)`, 'Debuggee.run: run-emit'],
    )
  })

  it('stops at breakpoints, on the next line with a statement, where their conditions hold', async () => {
    const session = await debug('run', 4)
    const line = lab.line('run-if')
    const breakpoint = session.addBreakpoint({ sourceName: 'debug.sol', line, hitCondition: '2' })
    assert.equal(breakpoint.line, lab.line('run-balance'))
    assert.equal(breakpoint.sourceName, 'contracts/debug.sol')
    assert.deepEqual((await session.resume()).breakpoints, [breakpoint])
    const { step } = session
    assert.equal((await session.resume()).reason, 'end')
    assert.equal((await session.resume('backward')).step, step)
    session.removeBreakpoint(breakpoint.id)
    session.goToStart()
    assert.equal((await session.resume()).reason, 'end')
  })

  it('finds the same lines without an execution', async () => {
    const session = await debug('run', 1)
    const lines = await CodeLines.create(lab.context.debug ?? assert.fail('no build'))
    assert.ok(lines.sourceNames.includes('contracts/debug.sol'))
    const count = (lines.text('contracts/debug.sol') ?? '').split('\n').length
    for (let line = 1; line <= count; line++) {
      const found = lines.lineFrom('contracts/debug.sol', line)
      if (found === undefined) assert.ok(line > lab.line('spin-end'))
      else assert.equal(session.addBreakpoint({ sourceName: 'debug.sol', line }).line, found)
    }
    assert.equal(lines.lineFrom('contracts/none.sol', 1), undefined)
  })

  it('traces calls, on the state of when their recorder was made', async () => {
    const data = debuggee.encode('total')
    const record = lab.chain.callRecorder([{ to: debuggee.address, data }])
    const before = await lab.chain.request({
      method: 'eth_call',
      params: [{ to: debuggee.address, data }],
    })
    await debuggee.send('spin', 1)
    const { recording } = await traceExecution(record, lab.context)
    assert.equal(bytesToHex(recording.frames[0]?.returnData ?? new Uint8Array(0)), before)
    assert.throws(() => lab.chain.callRecorder([7]), { code: -32602 })
  })

  it('stops at a breakpoint in what it steps over', async () => {
    const session = await debug('run', 1)
    await session.runTo('debug.sol', lab.line('run-add'))
    session.addBreakpoint({ sourceName: 'debug.sol', line: lab.line('library-return') })
    assert.equal((await session.stepOver()).reason, 'breakpoint')
    assert.equal(lab.where(session), 'Sums.add < Debuggee.run: library-return')
  })

  it('evaluates names of functions, contracts and enums', async () => {
    const session = await debug('run', 3)
    await session.runTo('debug.sol', lab.line('run-inherited'))
    const values: Readonly<Record<string, string>> = {
      n: '3',
      sum: '3',
      'sum * 2 > total': 'false',
      total: '7',
      'balances[msg.sender]': '2',
      'balances[address(0)]': '0',
      'list.length': '0',
      'stage == Stage.Idle': 'true',
      'Debuggee.Stage.Busy': 'Debuggee.Stage.Busy',
      'last.note': '""',
      'address(store) == this': 'false',
      'msg.sender == owner && msg.value == 0': 'true',
      'block.chainid': '31337',
      'block.number > 0 && block.timestamp > 1_700_000_000': 'true',
      'tx.gasprice >= block.basefee': 'true',
    }
    for (const [expression, text] of Object.entries(values)) {
      assert.equal((await session.evaluate(expression)).text, text, expression)
    }
    await assert.rejects(session.evaluate('i'), { code: 'DEBUG_NAME_UNKNOWN' })
    await assert.rejects(session.evaluate('list[0]'), { code: 'DEBUG_OPERAND_INVALID' })
  })

  it('evaluates in functions that wait for others, with what is stored now', async () => {
    const session = await debug('run', 3)
    await session.runTo('debug.sol', lab.line('inherited-return'))
    assert.equal((await session.evaluate('x')).text, '3')
    assert.equal((await session.evaluate('sum', 1)).text, '3')
    assert.equal((await session.evaluate('total', 1)).text, '10')
    await assert.rejects(session.evaluate('sum'), { code: 'DEBUG_NAME_UNKNOWN' })
  })

  it('shows the variables of a proxy where the code of another contract runs', async () => {
    const proxy = await lab.deploy('Proxy', debuggee.address)
    const session = await lab.debug(await debuggee.at(proxy.address).send('spin', 3))
    await session.runTo('debug.sol', lab.line('proxy-return'))
    assert.equal((await session.evaluate('total')).text, '33')
    await session.runTo('debug.sol', lab.line('spin-end'), 'backward')
    assert.equal((await session.evaluate('total')).text, '0')
    const scopes = await session.scopes()
    const [locals] = scopes
    assert.deepEqual(
      locals?.variables.map(({ name, text, type }) => [name, text, type]),
      [
        ['n', '3', 'uint256'],
        ['x', '33', 'uint256'],
      ],
    )
  })

  it('stops where variables change, in both directions', async () => {
    const session = await debug('run', 3)
    await session.runTo('debug.sol', lab.line('run-add'))
    await session.addChangeStop('sum')
    await session.addChangeStop('total')
    const changes: string[] = []
    for (const direction of ['forward', 'backward'] as const) {
      for (;;) {
        const stop = await session.resume(direction)
        if (stop.reason !== 'change') break
        const [change] = stop.changes
        const mark = lab.markAt(session.frames[0]?.place?.line)
        changes.push(`${change?.expression} ${change?.before} ${change?.after} ${mark}`)
      }
    }
    assert.deepEqual(changes, [
      'sum 0 1 if (i % 2 == 0) {',
      'sum 1 3 if (i % 2 == 0) {',
      'total 7 10 inherited-return',
      'total 10 11 contract Debuggee is Base {',
      'total 10 11 after-body',
      'total 7 10 inherited',
      'sum 1 3 run-add',
      'sum 0 1 run-add',
    ])
  })

  it('stops where conditions hold, and says what it was told to say', async () => {
    const session = await debug('run', 4)
    const sourceName = 'debug.sol'
    const line = lab.line('run-add')
    session.addBreakpoint({ sourceName, line, condition: 'i == 2 && sum > 0' })
    session.addBreakpoint({ sourceName, line: lab.line('library'), logMessage: 'add {b} to {a}' })
    const { logs } = await session.resume()
    assert.deepEqual(logs, ['add 0 to 0', 'add 1 to 0'])
    assert.equal((await session.evaluate('i')).text, '2')
    assert.deepEqual((await session.resume()).logs, ['add 2 to 1', 'add 3 to 3'])
  })

  it('stops where it cannot tell whether a condition holds', async () => {
    const session = await debug('run', 1)
    const request = { sourceName: 'debug.sol', line: lab.line('run-add') }
    session.addBreakpoint({ ...request, condition: 'missing > 1' })
    const { reason, problems } = await session.resume()
    assert.equal(reason, 'breakpoint')
    assert.equal(Reflect.get(Object(problems[0]), 'code'), 'DEBUG_NAME_UNKNOWN')
    assert.throws(() => session.addBreakpoint({ ...request, condition: 'i ==' }), {
      code: 'DEBUG_EXPRESSION_SYNTAX',
    })
  })

  it('goes through a million steps at once', async () => {
    const session = await debug('spin', 43_500)
    assert.ok(session.trace.recording.stepCount >= 1_000_000)
    assert.equal((await session.resume()).reason, 'end')
    await session.stepOver('backward')
    assert.equal((await session.evaluate('n')).text, '43500')
    await session.stepOver('backward')
    assert.equal((await session.evaluate('i')).text, '43500')
    session.addBreakpoint({ sourceName: 'debug.sol', line: lab.line('spin'), condition: 'i == 7' })
    session.goToStart()
    await session.resume()
    assert.equal((await session.evaluate('i + 1')).text, '8')
  })

  it('goes through code that looks at its gas, and says that it is approximate', async () => {
    const session = await debug('gas', 1)
    assert.equal(session.trace.isExact, false)
    assert.deepEqual(await walk(session, 'stepInto', 'forward'), [
      'Debuggee.gas: gas-1',
      'Debuggee.gas: gas-2',
      'Debuggee.gas: gas-3',
    ])
  })

  it('steps by instructions', async () => {
    const session = await debug('run', 1)
    const { step } = session
    assert.equal((await session.stepInstruction(5)).step, step + 5)
    assert.equal((await session.stepInstruction(5, 'backward')).step, step)
    assert.equal((await session.stepInstruction(1_000_000)).reason, 'end')
  })

  it('says what is wrong with lines and sources', async () => {
    const session = await debug('run', 1)
    const add =
      (sourceName: string, line: number): (() => void) =>
      () =>
        session.addBreakpoint({ sourceName, line })
    assert.throws(add('none.sol', 1), { code: 'DEBUG_SOURCE_UNKNOWN' })
    assert.throws(add('debug.sol', 10_000), { code: 'DEBUG_LINE_WITHOUT_CODE' })
    assert.throws(() => session.removeBreakpoint(7), { code: 'DEBUG_BREAKPOINT_UNKNOWN' })
    const hitCondition = 'often'
    assert.throws(() => session.addBreakpoint({ sourceName: 'debug.sol', line: 1, hitCondition }), {
      code: 'DEBUG_HIT_CONDITION_INVALID',
    })
  })
})

describe('DebugSession, where the compiler does not say where functions begin', function () {
  this.timeout(60_000)

  it('steps through functions and knows their variables', async () => {
    const lab = await DebugLab.create('debug-old.sol')
    try {
      const debuggee = await lab.deploy('OldDebuggee')
      const session = await lab.debug(await debuggee.send('run', 2))
      const places: string[] = []
      for (; session.stop.reason !== 'end'; await session.stepInto()) {
        const [locals] = await session.scopes()
        const values = locals?.variables.map(({ name, text }) => `${name}=${text}`)
        const names = session.frames.map(({ functionName }) => functionName)
        places.push(`${names.join(' < ')} ${values?.join(' ')}`)
      }
      assert.equal(session.trace.isExact, true)
      assert.deepEqual(places.slice(0, 9), [
        'onlyOwner < run n=2 result=0',
        'run n=2 result=0',
        'run n=2 result=0 sum=0',
        'run n=2 result=0 sum=0 i=0',
        'run n=2 result=0 sum=0 i=0',
        'add < run a=0 b=0',
        'add < run a=0 b=0 sum=0',
        'run n=2 result=0 sum=0 i=0',
        'run n=2 result=0 sum=0 i=0',
      ])
      assert.deepEqual(places.slice(-4), [
        'inherited < run x=1',
        'inherited < run x=1',
        'run n=2 result=0 sum=1',
        'onlyOwner < run n=2 result=8',
      ])
    } finally {
      await lab.close()
    }
  })
})
