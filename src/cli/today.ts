/** Today as YYYY-MM-DD (UTC): the only time a review depends on, and only where a suppression or a waiver expires. */
export const today = (): string => new Date().toISOString().slice(0, 10)
