// One message: who says it, quote, file, text, reactions, time, and the buttons below it.

import { el, icon } from './dom.js'
import { fullMoment, hour } from './moments.js'
import { given } from './reactions.js'
import { richText } from './rich-text.js'

const COLOURS = 5
const MOST_PHOTO_PX = 300
const LEAST_PHOTO_PX = 48

/** `members` names who is in the group; a private chat has none. */
export function bubble(message, { follows, members }) {
  const isGroup = members.length > 0
  if (message.kind === 'service') return service(message)
  const kind = ['message', message.mine ? 'mine' : 'theirs', follows && 'follows', `is-${message.kind}`]
  const who = message.mine ? 'You' : message.from
  const node = el(
    'article',
    { class: kind.filter(Boolean).join(' '), 'data-id': message.id, 'aria-label': `${who}, ${hour(message.at)}` },
    el(
      'div',
      { class: 'bubble' },
      isGroup && !message.mine && !follows ? el('p', { class: `from from-${Math.max(0, members.indexOf(message.from)) % COLOURS}`, dir: 'auto' }, message.from) : null,
      message.reply && quote(message.reply),
      ...content(message),
      message.text && el('div', { class: 'text', dir: 'auto' }, richText(message.text, message.entities)),
      foot(message, isGroup),
    ),
    message.rows.length ? keyboard(message.rows) : null,
  )
  if (message.kind === 'photo') node.style.setProperty('--photo', `${photoWidth(message.file)}px`)
  return node
}

function service(message) {
  return el('p', { class: 'service', 'data-id': message.id }, el('span', { dir: 'auto' }, message.service))
}

function quote(reply) {
  return el(
    'button',
    { type: 'button', class: 'quote', 'data-jump': reply.id, 'aria-label': 'To the message this answers' },
    reply.from ? el('b', {}, reply.from) : null,
    el('span', { dir: 'auto' }, reply.text || 'Deleted message'),
  )
}

function content({ kind, file, poll }) {
  switch (kind) {
    case 'sticker':
      return [el('p', { class: 'sticker-face', role: 'img', 'aria-label': 'Sticker' }, '👍')]
    case 'photo':
      return [photo(file)]
    case 'voice':
      return [voice(file)]
    case 'document':
      return [paper(file)]
    case 'poll':
      return [el('b', { class: 'poll' }, poll.question), el('ul', { class: 'poll' }, ...poll.options.map(option))]
    default:
      return []
  }
}

function photo({ href, width, height }) {
  const image = el('img', { src: href, alt: 'Photo', width, height, loading: 'lazy' })
  // Its place is known before it is there, so that nothing moves when it comes.
  image.style.setProperty('width', `${photoWidth({ width, height })}px`)
  return el('button', { type: 'button', class: 'photo', 'data-photo': true, 'aria-label': 'Open the photo' }, image)
}

function photoWidth({ width, height }) {
  const scale = Math.min(1, MOST_PHOTO_PX / width, MOST_PHOTO_PX / height)
  return Math.max(LEAST_PHOTO_PX, Math.round(width * scale))
}

function voice({ href, name }) {
  return el(
    'div',
    { class: 'voice-line' },
    el('audio', { src: href, controls: true, preload: 'metadata', 'aria-label': 'Voice message' }),
    el('a', { class: 'file-save', href, download: name, 'aria-label': `Download ${name}` }, icon('save')),
  )
}

const option = ({ text, votes }) => el('li', {}, `${text}: ${votes}`)

function paper({ name, size, href }) {
  return el(
    'div',
    { class: 'file' },
    el(
      'a',
      { class: 'file-open', href, target: '_blank', rel: 'noopener' },
      el('span', { class: 'file-icon' }, icon('file')),
      el('span', { class: 'file-words' }, el('b', {}, name), el('small', {}, readableSize(size))),
    ),
    el('a', { class: 'file-save', href, download: name, 'aria-label': `Download ${name}` }, icon('save')),
  )
}

export function readableSize(bytes) {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

function foot(message, isGroup) {
  return el(
    'div',
    { class: 'foot' },
    ...given(message, { isGroup }),
    message.edited ? el('span', { class: 'edited' }, 'edited') : null,
    el('time', { datetime: new Date(message.at).toISOString(), title: fullMoment(message.at) }, hour(message.at)),
    el('button', { type: 'button', class: 'more', 'data-more': true, 'aria-label': 'React, reply or edit' }, icon('more')),
  )
}

function keyboard(rows) {
  return el('div', { class: 'keyboard', role: 'group', 'aria-label': 'Buttons' }, ...rows.map(row))
}

function row(buttons) {
  const node = el('div', { class: 'row' }, ...buttons.map(button))
  node.style.setProperty('--columns', buttons.length)
  return node
}

function button({ text, data, url, copy }) {
  const label = el('span', { dir: 'auto' }, text)
  if (url !== null) {
    return el('a', { class: 'key', href: url, target: '_blank', rel: 'noopener noreferrer' }, label, icon('away'))
  }
  if (copy !== null) {
    return el('button', { type: 'button', class: 'key', 'data-copy': copy }, label, icon('copy'))
  }
  return el('button', { type: 'button', class: 'key', 'data-tap': data }, label)
}
