import type { Scenario } from './scenario.js'

/** Scenarios on which the engines once differed, by what was wrong. */
export const fixedScenarios: Readonly<Record<string, Scenario>> = {}
