#!/usr/bin/env node
// What npm links as `ganache-cli`: its name tells which version is meant.
require('./ganache.cjs')
