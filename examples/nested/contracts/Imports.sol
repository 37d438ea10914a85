// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

// So that the migration can deploy it.
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
