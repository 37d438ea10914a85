import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { boxProject, runTests } from '../../support/run-tests.js'
import { useTempProject } from '../../support/temp-project.js'

describe('the gas report', () => {
  const project = useTempProject({
    ...boxProject,
    'test/a.js': `const Box = artifacts.require('Box'), Lib = artifacts.require('Lib')
      contract('Box', () => {
        it('sets', async () => { const box = await Box.deployed(); await box.set(1); await box.set(2) })
        it('fails', async () => { await (await Box.deployed()).refuse({ gas: 100000 }) })
      })`,
  })

  it('takes the place of eth-gas-reporter', async () => {
    const { failures } = await runTests(
      project,
      {},
      {
        reporter: 'eth-gas-reporter',
        reporterOptions: { outputFile: 'gas.txt', noColors: true },
      },
    )
    expect(failures).to.equal(1)
    const report = readFileSync(join(project.root, 'gas.txt'), 'utf8')
    const rows = report.split('\n').map((line) => line.split(/[·│|]/).map((cell) => cell.trim()))
    const [, , method, min, max, average, calls] = rows.find((row) => row[2] === 'set') ?? []
    expect([method, calls]).to.deep.equal(['set', '2'])
    expect(Number(average)).to.be.within(Number(min), Number(max))
    expect(rows.some((row) => row[2] === 'refuse')).to.equal(false)
    const deployments = rows.slice(rows.findIndex((row) => row[1] === 'Deployments') + 1)
    const names = deployments.flatMap(([, name = '']) => (/^\w/.test(name) ? [name] : []))
    expect(names).to.deep.equal(['Box', 'Lib'])
  })
})
