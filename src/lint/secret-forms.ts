/**
 * Formats of the keys and tokens of well-known services, as the services document them. The group `secret` is the random
 * part. Every repetition is bounded, because a pattern may be tried at each position of a text.
 */

interface SecretForm {
  /** With its article, `an AWS access key`. */
  readonly kind: string;
  readonly form: RegExp;
}

/** Tokens that consist of at least 20 letters, digits, `-`, `_` and `.` in a row. */
const TOKENS: readonly (readonly [kind: string, form: string])[] = [
  ['an AWS access key', 'A(?:K|S)IA(?<secret>[A-Z2-7]{16})'],
  ['a GitHub token', 'gh[pousr]_(?<secret>[A-Za-z0-9]{36,251})'],
  ['a GitHub token', 'github_pat_(?<secret>[A-Za-z0-9]{22}_[A-Za-z0-9]{59})'],
  ['a GitLab token', 'gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat)-(?<secret>[\\w-]{20,64})'],
  ['a Slack token', 'xox[abeoprs]-(?:\\d{1,20}-){0,4}(?<secret>[A-Za-z0-9]{16,200})'],
  ['a Slack token', 'xapp-\\d-(?<secret>[A-Z0-9]{8,20}-\\d{8,20}-[a-f0-9]{32,128})'],
  ['a Stripe key', '[rs]k_live_(?<secret>[A-Za-z0-9]{16,247})'],
  ['a Stripe webhook secret', 'whsec_(?<secret>[A-Za-z0-9]{24,64})'],
  ['a Google API key', 'AIza(?<secret>[\\w-]{35})'],
  ['a Google OAuth secret', 'GOCSPX-(?<secret>[\\w-]{28})'],
  ['an npm token', 'npm_(?<secret>[A-Za-z0-9]{36})'],
  ['a PyPI token', 'pypi-AgEIcHlwaS5vcmc(?<secret>[\\w-]{50,250})'],
  ['a RubyGems key', 'rubygems_(?<secret>[a-f0-9]{48})'],
  ['a Docker Hub token', 'dckr_pat_(?<secret>[\\w-]{27,64})'],
  ['a SendGrid key', 'SG\\.(?<secret>[\\w-]{22}\\.[\\w-]{43})'],
  ['a Mailgun key', 'key-(?<secret>[a-f0-9]{32})'],
  ['a Mailchimp key', '(?<secret>[a-f0-9]{32})-us\\d{1,2}'],
  ['a Twilio key', 'SK(?<secret>[a-f0-9]{32})'],
  ['an Anthropic key', 'sk-ant-[a-z0-9]{1,12}-(?<secret>[\\w-]{40,200})'],
  ['an OpenAI key', 'sk-(?:proj|svcacct|admin)-(?<secret>[\\w-]{40,250})'],
  ['an OpenAI key', 'sk-(?<secret>[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})'],
  ['a Hugging Face token', 'hf_(?<secret>[A-Za-z]{34})'],
  ['a DigitalOcean token', 'do[opr]_v1_(?<secret>[a-f0-9]{64})'],
  ['a Shopify token', 'shp(?:at|ca|pa|ss)_(?<secret>[a-fA-F0-9]{32})'],
  ['a Square token', 'sq0(?:atp|csp)-(?<secret>[\\w-]{22,43})'],
  ['a Databricks token', 'dapi(?<secret>[a-f0-9]{32})(?:-\\d)?'],
  ['a Linear key', 'lin_api_(?<secret>[A-Za-z0-9]{40})'],
  ['an Atlassian token', 'ATATT3xFfGF0(?<secret>[\\w-]{150,220})'],
  ['a Grafana token', 'glsa_(?<secret>[A-Za-z0-9]{32})_[a-f0-9]{8}'],
  ['a New Relic key', 'NRAK-(?<secret>[A-Z0-9]{27})'],
  ['a HashiCorp Vault token', 'hvs\\.(?<secret>[\\w-]{90,200})'],
  ['an age key', 'AGE-SECRET-KEY-1(?<secret>[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})'],
  ['a Telegram bot token', '(?<=(?<![A-Za-z0-9])\\d{8,10}:)(?<secret>AA[\\w-]{33})'],
];

/** A token must not start or end within a word. */
const BEFORE = '(?<![A-Za-z0-9])';
const AFTER = '(?![A-Za-z0-9])';

export const TOKEN_FORMS: readonly SecretForm[] = TOKENS.map(([kind, form]) => ({
  kind,
  form: new RegExp(`${BEFORE}(?:${form})${AFTER}`, 'g'),
}));

/** Matches any of them. Almost no text has one, so this is tried once instead of thirty times. */
export const ANY_TOKEN = new RegExp(
  `${BEFORE}(?:${TOKENS.map(([, form]) => form.replace('?<secret>', '?:')).join('|')})${AFTER}`,
);

interface MarkedForm extends SecretForm {
  /** The beginning of the match, which is searched for first. */
  readonly marker: string;
}

/** Secrets that contain other characters. */
export const MARKED_FORMS: readonly MarkedForm[] = [
  {
    kind: 'a private key',
    marker: '-----BEGIN ',
    // A header may follow (`DEK-Info: …`), and in JSON line breaks are written as `\n`.
    form: /-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----)[^]){0,300}?(?<secret>[A-Za-z0-9+/]{40})/y,
  },
  { kind: 'an Azure storage key', marker: 'AccountKey=', form: /AccountKey=(?<secret>[A-Za-z0-9+/]{86})==/y },
  {
    kind: 'a Slack webhook',
    marker: 'hooks.slack.com/services/',
    form: /hooks\.slack\.com\/services\/T[A-Z0-9]{8,12}\/B[A-Z0-9]{8,12}\/(?<secret>[A-Za-z0-9]{24})/y,
  },
];
