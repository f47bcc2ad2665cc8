/** Names of distributions. Apart from the parser of requirements, which is large: whoever compares names does not pay for loading it. */

/** PEP 503: case and separators do not count. */
export const normalised = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-')
