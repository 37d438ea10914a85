import { expect } from 'chai'
import { DapTestClient } from '../support/dap-client.js'
import { useBareFolder } from '../support/temp-folder.js'
import { truffleProject } from '../support/truffle-project.js'

describe('scaffold dap in a Truffle project', function () {
  this.timeout(90_000)
  const folder = useBareFolder(truffleProject)

  it('stops in migrations and tests, and where a contract made a test fail', async () => {
    const client = DapTestClient.start(folder.path)
    await client.launch()
    const source = { path: `${folder.path}/contracts/Box.sol` }
    await client.ask('setBreakpoints', { source, breakpoints: [{ line: 6 }] })
    await client.ask('configurationDone')
    expect((await client.next('stopped')).reason).to.equal('breakpoint')
    expect(await client.stack()).to.deep.equal(['Box.constructor:6', 'outside of tests:0'])
    expect(await client.value('start')).to.equal('7')

    const { reason, text } = await client.move('continue')
    expect({ reason, text }).to.deep.equal({ reason: 'exception', text: 'reverted: too small' })
    expect(await client.stack()).to.deep.equal(['Box.set:8', 'Contract: Box fails:7'])
    expect(await client.value('next > value')).to.equal('false')
    await client.ask('continue')
    expect((await client.next('exited')).exitCode).to.equal(1)
    expect(await client.close()).to.equal(0)
  })
})
