/** Credentials that tell by their form who issued them. Each pattern matches the secret only; sources are the issuers' own pages. */

export interface SecretFormat {
  /** Short name, without spaces. */
  readonly id: string
  /** As a reader says it. */
  readonly what: string
  readonly pattern: RegExp
}

export const FORMATS: readonly SecretFormat[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  { id: 'aws', what: 'AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/ },
  // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
  { id: 'github', what: 'GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,})/ },
  // https://docs.gitlab.com/security/tokens/
  { id: 'gitlab', what: 'GitLab token', pattern: /\bglpat-[\w-]{20,}/ },
  // https://api.slack.com/authentication/token-types
  { id: 'slack', what: 'Slack token', pattern: /\bxox[abeprs]-[\w-]{20,}/ },
  { id: 'slack-hook', what: 'Slack webhook', pattern: /https:\/\/hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{20,}/ },
  // https://docs.stripe.com/keys
  { id: 'stripe', what: 'Stripe secret key', pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/ },
  { id: 'stripe-hook', what: 'Stripe webhook secret', pattern: /\bwhsec_[A-Za-z0-9+/=]{24,}/ },
  { id: 'anthropic', what: 'Anthropic key', pattern: /\bsk-ant-[\w-]{40,}/ },
  { id: 'openai', what: 'OpenAI key', pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{32,}/ },
  // https://cloud.google.com/docs/authentication/api-keys
  { id: 'google', what: 'Google API key', pattern: /\bAIza[\w-]{35}\b/ },
  { id: 'sendgrid', what: 'SendGrid key', pattern: /\bSG\.[\w-]{16,}\.[\w-]{16,}/ },
  { id: 'hugging-face', what: 'Hugging Face token', pattern: /\bhf_[A-Za-z0-9]{30,}/ },
  { id: 'groq', what: 'Groq key', pattern: /\bgsk_[A-Za-z0-9]{40,}/ },
  { id: 'npm', what: 'npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { id: 'pypi', what: 'PyPI token', pattern: /\bpypi-AgE[\w-]{50,}/ },
  { id: 'digitalocean', what: 'DigitalOcean token', pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/ },
  // https://core.telegram.org/bots/api#authorizing-your-bot
  { id: 'telegram', what: 'Telegram bot token', pattern: /\b\d{8,10}:AA[\w-]{33}\b/ },
  // https://www.rfc-editor.org/rfc/rfc7519
  { id: 'jwt', what: 'signed token', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/ },
  // https://www.rfc-editor.org/rfc/rfc7468
  { id: 'private-key', what: 'private key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----\s*[A-Za-z0-9+/=\\\s]{60,}/ },
]

/** What a text must hold for one of the patterns to be worth a try: most texts of a program are short and plain. */
export const HINT =
  /AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|hooks\.slack|k_live_|whsec_|sk-|AIza|SG\.|hf_|gsk_|npm_|pypi-|_v1_|:AA|eyJ|PRIVATE KEY|:\/\/[^\s/:@]*:[^\s/@]+@/

/** A password in the address of a server: the whole up to it, the password, the host. */
export const ADDRESS = /([a-z][a-z\d+.-]{1,40}:\/\/[^\s/:@{}]{0,80}:)([^\s/@{}]{1,120})@([^\s/:?#]{1,120})/i
