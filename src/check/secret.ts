/** Names that say a value is secret, values that are none, and how one is shown. */

const SECRET = /(?:^|_)(?:secret|passw(?:or)?d|token|api_?key|private_?key|secret_?key|access_?key|credentials?|encryption_?key)$/i
/** What a name ends in that is about a secret and is none. */
const ABOUT =
  /(?:^|_)(?:expires?|expiration|ttl|urls?|uri|header|algorithm|length|minutes|seconds|days|path|file|dir|name|alias|enabled|prefix|ids?|type|num|count|limit|max|min|size)$/i
/** Shipped to browsers by design. */
const PUBLIC = /^(?:VITE|NEXT_PUBLIC|PUBLIC|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC)_|PUBLIC_KEY$|PUBLISHABLE/i

/** `POSTGRES_PASSWORD`, `apiKey`; not `TOKEN_TTL`, not what browsers get anyway. */
export function isSecretName(name: string): boolean {
  const snake = name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').replaceAll(/[-.]/g, '_')
  return SECRET.test(snake) && !ABOUT.test(snake) && !PUBLIC.test(snake) && !/^existing_/i.test(snake)
}

const PLACEHOLDERS = new Set([
  'changeme', 'change_me', 'changethis', 'change_this', 'change-me', 'change-this', 'example', 'password', 'passwd', 'pass', 'secret', 'test', 'testing', 'dummy', 'fake',
  'none', 'null', 'todo', 'xxx', 'placeholder', 'default', 'postgres', 'root', 'admin', 'user', 'guest', 'redis', 'minio', 'minioadmin', 'mysecretpassword', 'token',
]) // prettier-ignore
const TEMPLATE =
  /^<.*>$|^\[.*\]$|^\*+$|^x+$|^\.+$|your[-_ ]|^your|change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this|with)|placeholder|^sk-\.\.\.|example|^insert[-_ ]|dummy|^test[-_]|_here$|-here$|passw(?:or)?d|secret|admin/i

/** A value that stands for one that is to be put in, or that everybody knows. */
export const isPlaceholder = (value: string): boolean => PLACEHOLDERS.has(value.toLowerCase()) || TEMPLATE.test(value)

/**
 * A placeholder, or a word or number that is tried first: the name of what it opens, of a user, of the project. Of `user:password` the second
 * part counts.
 */
export const isKnownSecret = (value: string): boolean => {
  const secret = value.slice(value.lastIndexOf(':') + 1)
  return isPlaceholder(secret) || secret.length < 5 || /^(?:[a-z]{1,8}|\d{1,8}|test\d*)$/i.test(secret)
}

/**
 * Passwords and keys of the service itself, which open it to whoever knows them. A stand-in for the key of somebody else's service opens
 * nothing: it is refused there.
 */
export const opensSomething = (name: string): boolean =>
  /passw(?:or)?d$|secret[-_]?key$|(?:jwt|session|encryption|signing)[-_]?(?:secret|key)$/i.test(name)

/** Whether a text is a value at all, and not a reference to one kept elsewhere. */
export const isLiteral = (value: string): boolean =>
  value.trim() !== '' &&
  !/[$%]\{|\$\w|\$\(|\{\{|<%|^(?:true|false|yes|no|on|off|\d{1,3})$/i.test(value) &&
  !/^(?:\/|file:|vault:|ref\+|secretref|op:\/\/|arn:)/i.test(value)

/** The password in the address of a server; null without one. */
export const passwordIn = (text: string): string | null => /^[a-z][\w+.-]*:\/\/[^\s/:@]*:([^\s/@]+)@/i.exec(text)?.[1] ?? null

/** At most the first two characters: enough to find it, too little to use it. */
export const masked = (value: string): string => `${value.length > 6 ? value.slice(0, 2) : ''}***`
