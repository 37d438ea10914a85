// mocha's spec reporter, which also leaves its counts in the file that TEST_STATS names.
const { writeFileSync } = require('node:fs')
const { reporters } = require('mocha')

class StatsReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats
      writeFileSync(process.env.TEST_STATS, JSON.stringify({ passes, failures, pending }))
    })
  }
}

module.exports = StatsReporter
