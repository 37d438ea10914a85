#!/usr/bin/env node
// What npm links as `ganache` and `ganache-cli`: a node that speaks Ganache's dialect.
// Node 22.8 and later keep compiled code from run to run.
require('node:module').enableCompileCache?.()
import('scaffold-evm/ganache-bin')
