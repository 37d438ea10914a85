const MetaCoin = artifacts.require('MetaCoin')

contract('MetaCoin', (accounts) => {
  it('puts 10000 MetaCoin in the first account', async () => {
    const coin = await MetaCoin.deployed()
    const balance = await coin.getBalance.call(accounts[0])
    assert.equal(balance.valueOf(), 10000, "10000 wasn't in the first account")
  })

  it('calls a function that depends on a linked library', async () => {
    const coin = await MetaCoin.deployed()
    const balance = (await coin.getBalance.call(accounts[0])).toNumber()
    const inEth = (await coin.getBalanceInEth.call(accounts[0])).toNumber()
    assert.equal(inEth, 2 * balance, 'the library returned something else')
  })

  it('sends coin', async () => {
    const coin = await MetaCoin.deployed()
    const { logs } = await coin.sendCoin(accounts[1], 10, { from: accounts[0] })
    assert.equal(logs[0].event, 'Transfer')
    assert.equal((await coin.getBalance.call(accounts[0])).toNumber(), 9990)
    assert.equal((await coin.getBalance.call(accounts[1])).toNumber(), 10)
  })
})
