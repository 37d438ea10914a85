import { parentPort, workerData } from 'node:worker_threads'
import { loadCrypto } from '../../src/internal/crypto.js'
import { EnginePair } from './compare.js'
import { examine, type Finding } from './examine.js'
import { forkOfSeed } from './forks.js'
import { OpcodeCounter } from './opcode-counter.js'

/** What a worker is told at its start. */
export interface WorkerOrders {
  readonly firstSeed: number
  readonly step: number
}

/** What it tells after some seeds. */
export interface WorkerReport {
  readonly seeds: number
  readonly opcodes: number
  readonly findings: readonly Finding[]
}

const seedsPerReport = 30

const { firstSeed, step }: WorkerOrders = workerData
const counter = new OpcodeCounter()
const pair = new EnginePair(await loadCrypto())

for (let seed = firstSeed; ; ) {
  const findings: Finding[] = []
  counter.count = 0
  for (let done = 0; done < seedsPerReport; done++, seed += step) {
    const finding = await examine(pair, seed, forkOfSeed(seed))
    if (finding !== undefined) findings.push(finding)
  }
  const report: WorkerReport = { seeds: seedsPerReport, opcodes: counter.count, findings }
  parentPort?.postMessage(report)
}
