/** Substitution of `$NAME`, `${NAME}`, `${NAME:-default}` as Dockerfiles and compose files have it. */

const VARIABLE = /\$(?:\{(\w+)(?::?([-+?])([^{}]*))?\}|(\w+))/g

/** The text with every variable of known value put in; what is not known stays as written. */
export const substituted = (text: string, valueOf: (name: string) => string | null): string =>
  text.replace(
    VARIABLE,
    (written: string, braced: string | undefined, operator: string | undefined, word: string | undefined, bare: string | undefined) => {
      const value = valueOf(braced ?? bare ?? '')
      if (operator === '+') return value === null ? written : (word ?? '')
      if (value !== null) return value
      return operator === '-' && word !== undefined && !word.includes('$') ? word : written
    },
  )
