#!/usr/bin/env node
// What npm links as `truffle`: Truffle's commands, whatever project they are called in.
// Node 22.8 and later keep compiled code from run to run.
require('node:module').enableCompileCache?.()
import('scaffold-evm/truffle-bin')
