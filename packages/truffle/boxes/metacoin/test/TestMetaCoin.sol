// SPDX-License-Identifier: MIT
pragma solidity ^0.8.13;

import "truffle/Assert.sol";
import "truffle/DeployedAddresses.sol";
import "../contracts/MetaCoin.sol";

contract TestMetaCoin {
  function testInitialBalanceUsingDeployedContract() public {
    MetaCoin coin = MetaCoin(DeployedAddresses.MetaCoin());
    Assert.equal(coin.getBalance(tx.origin), 10000, "Owner should have 10000 MetaCoin initially");
  }

  function testInitialBalanceWithNewMetaCoin() public {
    MetaCoin coin = new MetaCoin();
    Assert.equal(coin.getBalance(tx.origin), 10000, "Owner should have 10000 MetaCoin initially");
  }
}
