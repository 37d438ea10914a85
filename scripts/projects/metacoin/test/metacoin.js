const MetaCoin = artifacts.require('MetaCoin')

contract('MetaCoin', ([first, second]) => {
  it('puts 10000 MetaCoin in the first account', async () => {
    const meta = await MetaCoin.deployed()
    assert.equal((await meta.getBalance(first)).toNumber(), 10000)
  })

  it('calls a function of a linked library', async () => {
    const meta = await MetaCoin.deployed()
    const balance = (await meta.getBalance(first)).toNumber()
    assert.equal((await meta.getBalanceInEth(first)).toNumber(), balance * 2)
  })

  it('sends coins', async () => {
    const meta = await MetaCoin.deployed()
    const before = [await meta.getBalance(first), await meta.getBalance(second)]
    const { logs } = await meta.sendCoin(second, 10, { from: first })
    assert.equal(logs[0].event, 'Transfer')
    assert.equal(logs[0].args.value.toNumber(), 10)
    assert.equal((await meta.getBalance(first)).toNumber(), before[0].toNumber() - 10)
    assert.equal((await meta.getBalance(second)).toNumber(), before[1].toNumber() + 10)
  })
})
