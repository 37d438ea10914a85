/**
 * What an estimate is: the least gas with which a call succeeds; or what Ganache answers, since ganache-cli 6.8 and in
 * Ganache 7, which may be more.
 */
export type EstimateRule = 'least' | 'ganache'
