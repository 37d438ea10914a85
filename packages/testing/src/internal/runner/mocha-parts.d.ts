// mocha's own files, which its typings do not cover. The whole package costs 50-100 ms to load, these parts 8 ms bundled.
declare module 'mocha/lib/runner.js' {
  export const Runner: typeof import('mocha').Runner
  export type Runner = import('mocha').Runner
}
declare module 'mocha/lib/suite.js' {
  export const Suite: typeof import('mocha').Suite
  export type Suite = import('mocha').Suite
}
declare module 'mocha/lib/test.js' {
  export const Test: typeof import('mocha').Test
  export type Test = import('mocha').Test
}
declare module 'mocha/lib/context.js' {
  export const Context: typeof import('mocha').Context
  export type Context = import('mocha').Context
}
declare module 'mocha/lib/interfaces/bdd.js' {
  export function bddInterface(suite: import('mocha').Suite): void
}
declare module 'mocha/lib/stats-collector.js' {
  export function createStatsCollector(runner: import('node:events').EventEmitter): void
}
