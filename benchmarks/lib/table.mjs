// How a result reads in a terminal. Ratios are ours ÷ theirs: smaller is better.

/** One line for a row: of two sides, or of one figure of ours. */
export function formatRow(row) {
  return 'value' in row ? formatFigure(row) : formatComparison(row)
}

function formatFigure({ name, value, unit, target }) {
  const goal = target === undefined ? '' : ` (goal ≤ ${target})`
  return `${name.padEnd(58)} ${Math.round(value)} ${unit}${goal}`
}

/** `by` says which of the ratios the goal is about. */
function formatComparison({ name, peer, target, by = 'wall', ours, theirs }) {
  const ratio = (key, label) => {
    const goal = target !== undefined && by === key ? ` (goal ≤ ${target})` : ''
    // A clock that counts hundredths of seconds says nothing about less.
    const value = theirs[key] > 0 ? (ours[key] / theirs[key]).toFixed(2) : '–'
    return `${label} ${formatSeconds(ours[key])} ÷ ${formatSeconds(theirs[key])} = ${value}${goal}`
  }
  return `${name.padEnd(58)} ${peer.padEnd(10)} ${ratio('wall', 'wall')}, ${ratio('cpu', 'CPU')}`
}

function formatSeconds(seconds) {
  return seconds < 1 ? `${(seconds * 1000).toFixed(1)} ms` : `${seconds.toFixed(2)} s`
}
