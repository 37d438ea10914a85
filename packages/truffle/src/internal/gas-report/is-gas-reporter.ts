/** Whether it is a reporter whose place ours takes: it would ask a chain in this process, and wait for it, in vain. */
export function isGasReporter(reporter: unknown): boolean {
  return typeof reporter === 'string' && /(?:^|[\\/])eth-gas-reporter(?:[\\/]|$)/.test(reporter)
}
