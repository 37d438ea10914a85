import type { Displacement } from './survey.js'

function list(displaced: readonly Displacement[]): string {
  return displaced.map(({ file, id }) => `${file} "${id}"`).join(', ')
}

function tell(
  displaced: readonly Displacement[],
  statuses: readonly Displacement['status'][],
  what: string,
): readonly string[] {
  const own = displaced.filter(({ status }) => statuses.includes(status))
  return own.length === 0 ? [] : [`${list(own)}: ${what}`]
}

function tellTaken(displaced: readonly Displacement[]): readonly string[] {
  return displaced.flatMap((it) => {
    if (it.status !== 'taken') return []
    const { hash, nonce } = it.by
    return [`${it.file} "${it.id}": its nonce ${nonce} was used by ${hash}, so it is done anew`]
  })
}

/** What a reorganisation did to recorded transactions, and what is done about it, a line each. */
export function tellDisplacements(displaced: readonly Displacement[]): readonly string[] {
  const lines = [
    ...tell(displaced, ['moved'], 'in another block now'),
    ...tell(displaced, ['waiting'], 'out of the chain, waiting to be mined again'),
    ...tell(displaced, ['absent'], 'gone, sent again with the same nonce'),
    ...tell(displaced, ['failed'], 'failed in its new block, sent again'),
    ...tellTaken(displaced),
  ]
  return lines.map((line) => `The chain was reorganised: ${line}`)
}
