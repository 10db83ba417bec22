// Links that lead to the bot are followed inside the sandbox; all others open outside.

const PAYLOAD = /^[\w-]{0,64}$/

/** The payload of a deep link to the bot, "" without one, null for any other link. */
export function payloadOf(url, bot) {
  let address
  try {
    address = new URL(url)
  } catch {
    return null
  }
  const name = address.protocol === 'tg:' ? domainOf(address) : pathOf(address)
  const payload = (address.searchParams.get('start') ?? '').replace(/\/$/, '')
  const isOurs = name?.toLowerCase() === bot.toLowerCase() && !address.searchParams.has('startgroup')
  return isOurs && PAYLOAD.test(payload) ? payload : null
}

function domainOf(address) {
  return /^tg:(\/\/)?resolve/i.test(address.href) ? address.searchParams.get('domain') : null
}

function pathOf(address) {
  const isTelegram = ['t.me', 'telegram.me'].includes(address.hostname)
  return isTelegram && /^https?:$/.test(address.protocol) ? address.pathname.slice(1).replace(/\/$/, '') : null
}

/** Written addresses and names of bots become links by themselves, as Telegram makes them. */
export const WRITTEN = /\bhttps?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]|(?<![\w/.@])t\.me\/[\w?=&/-]*\w|(?<![\w@])@\w{4,31}bot\b/gi

export function addressOf(written) {
  if (written.startsWith('@')) return `https://t.me/${written.slice(1)}`
  return /^[a-z]+:/i.test(written) ? written : `https://${written}`
}
