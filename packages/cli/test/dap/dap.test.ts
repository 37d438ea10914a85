import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { createDevchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { type Body, DapTestClient } from '../support/dap-client.js'
import { bin, runScaffold } from '../support/run-scaffold.js'
import { useSharedTempFolder } from '../support/temp-folder.js'
import { bankProject, lineOf } from './bank-project.js'

describe('scaffold dap', function () {
  this.timeout(90_000)
  const folder = useSharedTempFolder(bankProject)
  const clients: DapTestClient[] = []

  before(() => runScaffold(['compile'], { cwd: folder.path }))
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close()
  })

  function begin(): DapTestClient {
    const client = DapTestClient.start(folder.path)
    clients.push(client)
    return client
  }

  function bankBreakpoints(client: DapTestClient, ...breakpoints: Body[]): Promise<Body> {
    const source = { path: `${folder.path}/contracts/Bank.sol` }
    return client.ask('setBreakpoints', { source, breakpoints })
  }

  function bankLine(mark: string): number {
    return lineOf('contracts/Bank.sol', mark)
  }

  /** A session in which a test is stopped at a line of the bank. */
  async function stopped(grep: string, ...breakpoints: Body[]): Promise<DapTestClient> {
    const client = begin()
    await client.launch({ grep })
    await bankBreakpoints(client, ...breakpoints)
    await client.ask('configurationDone')
    await client.next('stopped')
    return client
  }

  /** Lets it run to its end; gives the exit code. */
  async function finish(client: DapTestClient): Promise<number> {
    await bankBreakpoints(client)
    await client.ask('continue', { threadId: 1 })
    const { exitCode } = await client.next('exited')
    await client.next('terminated')
    return exitCode
  }

  it('stops a running test in a contract, steps back, and lets it go on', async () => {
    const client = begin()
    const capabilities = await client.launch({ tests: ['test/bank.test.js'], grep: 'keeps' })
    expect(capabilities).to.include({ supportsStepBack: true, supportsLogPoints: true })
    const kept = bankLine('kept')
    const { breakpoints } = await bankBreakpoints(client, { line: kept }, { line: 9_999 })
    expect(breakpoints[0]).to.include({ verified: true, line: kept })
    expect(breakpoints[1]).to.include({ verified: false })
    await client.ask('configurationDone')

    const { reason, hitBreakpointIds } = await client.next('stopped')
    expect({ reason, hitBreakpointIds }).to.deep.equal({
      reason: 'breakpoint',
      hitBreakpointIds: [breakpoints[0].id],
    })
    const testLine = lineOf('test/bank.test.js', 'deposits')
    const title = 'Bank keeps what is deposited'
    expect(await client.stack()).to.deep.equal([`Bank.deposit:${kept}`, `${title}:${testLine}`])
    expect(client.output.stdout).to.contain('about to deposit')

    const { amount, fee: taken } = await client.variables('Locals')
    expect([amount.value, amount.type, taken.value]).to.deep.equal(['1000', 'uint256', '100'])
    expect(await client.value('amount - fee')).to.equal('900')

    expect((await client.move('next')).reason).to.equal('step')
    expect(await client.value('kept')).to.equal('900')
    expect((await client.stack())[0]).to.equal(`Bank.deposit:${bankLine('account')}`)
    expect((await client.move('stepBack')).reason).to.equal('breakpoint')
    await client.move('stepBack')
    expect((await client.stack())[0]).to.equal(`Bank.deposit:${kept - 1}`)
    await client.move('stepIn')
    const fee = lineOf('contracts/Rates.sol', 'fee')
    expect((await client.stack()).slice(0, 2)).to.deep.equal([
      `Rates.fee:${fee}`,
      `Bank.deposit:${kept - 1}`,
    ])
    await client.move('stepOut')
    expect((await client.move('reverseContinue')).reason).to.equal('entry')

    await client.move('continue')
    await client.move('continue')
    expect((await client.stack())[1]).to.equal(`${title}:${testLine + 1}`)
    expect(await finish(client)).to.equal(0)
    expect(client.output.stdout).to.contain('1 passing')
    expect(await client.close()).to.equal(0)
  })

  it('stops where conditions hold, counts hits, and says things on the way', async () => {
    const line = bankLine('sum')
    const client = await stopped('adds up', { line, hitCondition: '3' })
    expect(await client.value('items[i]')).to.equal('3')
    await bankBreakpoints(client, { line, condition: 'items[i] == 4' })
    await client.move('continue')
    expect(await client.value('result')).to.equal('6')
    await bankBreakpoints(client, { line, condition: 'items[i] == 1' })
    await client.move('reverseContinue')
    expect(await client.value('result')).to.equal('0')
    const logMessage = 'adds {items[i]} to {result}'
    const { breakpoints } = await bankBreakpoints(
      client,
      { line, logMessage },
      { line, condition: 'msg.' },
      { line, hitCondition: 'often' },
    )
    expect(breakpoints.map(({ verified }: Body) => verified)).to.deep.equal([true, false, false])
    await client.ask('continue', { threadId: 1 })
    expect((await client.next('exited')).exitCode).to.equal(0)
    expect(client.output.console).to.equal('adds 2 to 1\nadds 3 to 3\nadds 4 to 6\n')
  })

  it('stops where a contract made a test fail, and says why', async () => {
    const client = begin()
    await client.launch({ tests: ['test/bank.test.js', 'test/hooks.test.js'] })
    await client.ask('configurationDone')
    const { reason, text } = await client.next('stopped')
    expect(reason).to.equal('exception')
    expect(text).to.contain('TooMuch')
    expect(await client.stack()).to.deep.equal([
      `Bank.withdraw:${bankLine('too much')}`,
      `Bank gives out too much:${lineOf('test/bank.test.js', 'withdraws')}`,
    ])
    const { exceptionId, description } = await client.ask('exceptionInfo', { threadId: 1 })
    expect({ exceptionId, description }).to.deep.equal({ exceptionId: 'revert', description: text })
    await client.move('stepBack')
    expect((await client.move('continue')).reason).to.equal('exception')
    expect((await client.stack())[1]).to.equal(
      `outside of tests:${lineOf('test/hooks.test.js', 'hook')}`,
    )
    expect(await finish(client)).to.equal(1)
    expect(client.output.stdout).to.contain('2 failing')
  })

  it('stops where the first transaction begins, and at failures that tests expect', async () => {
    const client = begin()
    await client.launch({ grep: 'refuses', stopOnEntry: true })
    await client.ask('setExceptionBreakpoints', { filters: ['reverts'] })
    await client.ask('configurationDone')
    expect((await client.next('stopped')).reason).to.equal('entry')
    expect((await client.stack())[1]).to.match(/^opened:/)
    expect((await client.move('continue')).reason).to.equal('exception')
    expect(await finish(client)).to.equal(0)
  })

  it('stops in each of what is sent at once, and in what is mined later', async () => {
    const client = await stopped('mines what waits', { line: bankLine('total') })
    // Longer than the test is given.
    await setTimeout(150)
    const kept = [await client.value('kept')]
    while (kept.length < 3) {
      await client.move('continue')
      kept.push(await client.value('kept'))
    }
    expect(kept.sort()).to.deep.equal(['18', '27', '9'])
    expect(await finish(client)).to.equal(0)
  })

  it('shows structs, arrays and mappings, and stops where a value changes', async () => {
    const client = await stopped('keeps', { line: bankLine('balance') })
    await client.move('continue')
    const { accounts, total } = await client.variables('State')
    const [account, ...others] = Object.values(await client.members(accounts))
    expect(others).to.deep.equal([])
    const { balance, name, history } = await client.members(account)
    expect([total.value, balance.value, name.value]).to.deep.equal(['1350', '1350', '"Ada"'])
    expect(history.evaluateName).to.match(/^accounts\[0x\w{40}\]\.history$/)
    const items = await client.members(history)
    expect(items['[1]'].value).to.equal('450')
    expect(await client.value(items['[1]'].evaluateName)).to.equal('450')
    const hex = { expression: 'total', frameId: 1, format: { hex: true } }
    expect((await client.ask('evaluate', hex)).result).to.equal('0x546')

    const { scopes } = await client.ask('scopes', { frameId: 1 })
    const { variablesReference } = scopes.find((scope: Body) => scope.name === 'State')
    const { dataId } = await client.ask('dataBreakpointInfo', { variablesReference, name: 'total' })
    await client.ask('setDataBreakpoints', { breakpoints: [{ dataId }] })
    await bankBreakpoints(client)
    const { reason, text } = await client.move('reverseContinue')
    expect({ reason, text }).to.deep.equal({
      reason: 'data breakpoint',
      text: 'total: 900 -> 1350',
    })
    expect((await client.stack())[0]).to.equal(`Bank.deposit:${bankLine('total')}`)
    await client.ask('setDataBreakpoints', { breakpoints: [] })
    expect(await finish(client)).to.equal(0)
  })

  it('goes to lines of past and future, by instructions, into the next transaction, and tells of sources', async () => {
    const client = await stopped('keeps', { line: bankLine('kept') })
    const source = { path: `${folder.path}/contracts/Bank.sol` }
    const { targets } = await client.ask('gotoTargets', { source, line: bankLine('balance') })
    await client.move('goto', { targetId: targets[0].id })
    expect((await client.stack())[0]).to.equal(`Bank.deposit:${bankLine('balance')}`)
    const before = (await client.variables('Call')).step.value
    await client.move('stepBack', { granularity: 'instruction' })
    await client.move('next', { granularity: 'instruction' })
    expect((await client.variables('Call')).step.value).to.equal(before)
    await bankBreakpoints(client)
    for (;;) {
      const { reason } = await client.move('next')
      if (reason === 'entry') break
    }
    expect((await client.stack()).at(-1)).to.match(/:14$/)

    const { sources } = await client.ask('loadedSources')
    expect(sources.map(({ name }: Body) => name)).to.have.members(['Bank.sol', 'Rates.sol'])
    const rates = { source: { path: `${folder.path}/contracts/Rates.sol` }, line: 1, endLine: 99 }
    const { breakpoints } = await client.ask('breakpointLocations', rates)
    expect(breakpoints).to.deep.equal([{ line: lineOf('contracts/Rates.sol', 'fee') }])
    expect((await client.ask('threads')).threads).to.deep.equal([
      { id: 1, name: 'Bank keeps what is deposited' },
    ])
    expect(await finish(client)).to.equal(0)
  })

  it('begins anew with the same breakpoints, and leaves no process behind', async () => {
    const client = await stopped('keeps', { line: bankLine('kept') })
    const before = childrenOf(client.process?.pid)
    await client.ask('restart')
    expect((await client.next('stopped')).reason).to.equal('breakpoint')
    const after = childrenOf(client.process?.pid)
    expect([before.length, after.length]).to.deep.equal([1, 1])
    expect(await client.close()).to.equal(0)
    expect([...before, ...after].filter(isAlive)).to.deep.equal([])
  })

  it('only runs when it is not to debug', async () => {
    const client = begin()
    await client.launch({ tests: ['test/bank.test.js'], noDebug: true })
    await client.ask('configurationDone')
    expect((await client.next('exited')).exitCode).to.equal(1)
    expect(client.events.some(({ event }) => event === 'stopped')).to.equal(false)
  })

  it('answers what makes no sense, and goes on', async () => {
    const client = begin()
    client.write('Content-Length: 7\r\n\r\n{"seq":')
    client.write('Nonsense: 1\r\n\r\n')
    client.write('Content-Length: 4\r\n\r\nnull')
    await client.ask('initialize')
    expect(client.output.stderr?.match(/DAP_MESSAGE_MALFORMED/g)).to.have.length(3)
    expect((await client.send('threads')).code).to.equal('DAP_NOT_LAUNCHED')
    expect((await client.send('attach')).code).to.equal('DAP_ATTACH_UNSUPPORTED')
    expect((await client.send('launch', { tests: 7 })).code).to.equal('DAP_ARGUMENT_INVALID')
    expect((await client.send('launch', { cwd: '/none' })).code).to.equal('DAP_ARGUMENT_INVALID')
    const missing = await client.send('launch', { config: 'none.js' })
    expect(missing.code).to.equal('CONFIG_NOT_FOUND')
    await client.ask('launch', { grep: 'keeps' })
    expect((await client.send('launch')).code).to.equal('DAP_ALREADY_LAUNCHED')
    expect((await client.send('next')).code).to.equal('DAP_NOT_STOPPED')
    expect((await client.send('dance')).code).to.equal('DAP_REQUEST_UNKNOWN')
    const { breakpoints } = await client.ask('setBreakpoints', {
      source: { path: '/none.sol' },
      breakpoints: [{ line: 1 }],
    })
    expect(breakpoints[0].verified).to.equal(false)
    await bankBreakpoints(client, { line: bankLine('kept') })
    await client.ask('configurationDone')
    await client.next('stopped')
    for (const [expression, code] of [
      ['nobody', 'DEBUG_NAME_UNKNOWN'],
      ['1 +', 'DEBUG_EXPRESSION_SYNTAX'],
    ]) {
      const answer = await client.send('evaluate', { expression, frameId: 1, context: 'watch' })
      expect(answer.code).to.equal(code)
    }
    const stale = await client.send('variables', { variablesReference: 77 })
    expect(stale.code).to.equal('DAP_ARGUMENT_INVALID')
    expect((await client.send('source', { sourceReference: 9 })).code).to.equal(
      'DAP_ARGUMENT_INVALID',
    )
  })

  it('steps through a transaction of a network, for a client on a port', async () => {
    const chain = await createDevchain()
    const server = spawn(process.execPath, [bin, 'dap', '--port', '0'], { cwd: folder.path })
    try {
      const { url } = await chain.listen({ port: 0 })
      await folder.write({
        'node.config.js': `export default { solidity: { version: '0.8.37' }, networks: { node: { url: '${url}' } } }\n`,
      })
      await runScaffold(['run', 'withdraw.js', '--network', 'node', '--config', 'node.config.js'], {
        cwd: folder.path,
      })
      const block = await chain.request({
        method: 'eth_getBlockByNumber',
        params: ['latest', false],
      })
      const [transaction] = Object(block).transactions
      const [text] = await once(server.stdout, 'data')
      const port = Number(/:(\d+)/.exec(String(text))?.[1])
      const client = new DapTestClient(connect(port, '127.0.0.1'))
      await client.launch({ transaction, network: 'node', config: 'node.config.js' })
      await client.ask('configurationDone')
      expect((await client.next('stopped')).reason).to.equal('entry')
      expect((await client.stack())[0]).to.equal(`Bank.withdraw:${bankLine('too much') - 2}`)
      expect(await client.value('accounts[msg.sender].balance')).to.equal('63')
      expect((await client.move('continue')).reason).to.equal('exception')
      expect((await client.stack())[0]).to.equal(`Bank.withdraw:${bankLine('too much')}`)
      await client.ask('continue')
      expect((await client.next('exited')).exitCode).to.equal(0)
      await client.ask('disconnect')
    } finally {
      server.kill()
      await once(server, 'close')
      await chain.close()
    }
  })

  it('ends with a client that is gone', async () => {
    const client = await stopped('keeps', { line: bankLine('kept') })
    const children = childrenOf(client.process?.pid)
    client.hangUp()
    expect(await client.close()).to.equal(0)
    expect(children.filter(isAlive)).to.deep.equal([])
  })

  it('takes a debuggee along that hangs', async () => {
    await folder.write({
      'test/hanging.test.js': `it('hangs', () => { console.log('hanging'); for (;;); })\n`,
    })
    const client = begin()
    await client.launch({ program: `${folder.path}/test/hanging.test.js` })
    await client.ask('configurationDone')
    while (!(client.output.stdout ?? '').includes('hanging')) await client.next('output')
    const children = childrenOf(client.process?.pid)
    await client.ask('terminate')
    await client.next('terminated')
    expect(children.filter(isAlive)).to.deep.equal([])
  })
})

/** Ids of the processes that a process started; of Linux, as CI is. */
function childrenOf(pid: number | undefined): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.trim().split(' ').map(Number)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
