import { expect } from 'chai'
import { resolveGasOptions } from '../../../src/internal/gas-report/gas-options.js'
import { formatGasTable } from '../../../src/internal/gas-report/gas-table.js'
import { GasUsage } from '../../../src/internal/gas-report/gas-usage.js'

const compiler = { version: '0.8.21+commit.d9974bed', optimizer: 'true', runs: '200' }

function exampleUsage(): GasUsage {
  const usage = new GasUsage()
  const method = (contract: string, name: string): number[] =>
    usage.addMethod({ contract, method: name, signature: `${name}(uint256)` }).gas
  method('Box', 'set').push(1, 5, 3)
  method('Box', 'aVeryLongMethodNameForSure').push(26000)
  method('Zed', 'none')
  usage.addDeployment('Zed', 100000)
  usage.addDeployment('Zed', 123456)
  usage.addDeployment('Box', 345678)
  return usage
}

describe('formatGasTable', () => {
  it('draws what eth-gas-reporter 0.2.27 draws', () => {
    const options = { ...resolveGasOptions({}), hasColor: false, compiler }
    expect(formatGasTable(exampleUsage(), options)).to.equal(`\
·-------------------------------------------|---------------------------|-------------|----------------------------·
|   Solc version: 0.8.21+commit.d9974bed    ·  Optimizer enabled: true  ·  Runs: 200  ·  Block limit: 6718946 gas  │
············································|···························|·············|·····························
|  Methods                                                                                                         │
·············|······························|·············|·············|·············|··············|··············
|  Contract  ·  Method                      ·  Min        ·  Max        ·  Avg        ·  # calls     ·  eur (avg)  │
·············|······························|·············|·············|·············|··············|··············
|  Box       ·  aVeryLongMethodNameForSure  ·          -  ·          -  ·      26000  ·           1  ·          -  │
·············|······························|·············|·············|·············|··············|··············
|  Box       ·  set                         ·          1  ·          5  ·          3  ·           3  ·          -  │
·············|······························|·············|·············|·············|··············|··············
|  Deployments                              ·                                         ·  % of limit  ·             │
············································|·············|·············|·············|··············|··············
|  Box                                      ·          -  ·          -  ·     345678  ·       5.1 %  ·          -  │
············································|·············|·············|·············|··············|··············
|  Zed                                      ·     100000  ·     123456  ·     111728  ·       1.7 %  ·          -  │
·-------------------------------------------|-------------|-------------|-------------|--------------|-------------·`)
  })

  it('shows methods that nobody called, signatures and costs when that is asked for', () => {
    const text = formatGasTable(exampleUsage(), {
      ...resolveGasOptions({
        onlyCalledMethods: false,
        showMethodSig: true,
        ethPrice: 2000,
        gasPrice: 5,
        currency: 'CHF',
      }),
      hasColor: false,
      compiler,
    })
    expect(text).to.include('none(uint256)')
    expect(text).to.include('5 gwei/gas')
    expect(text).to.include('2000.00 chf/eth')
    expect(text).to.match(/26000 .*0\.26/)
  })
})
