// One message: quote, text, file, reaction, time, and the buttons below it.

import { el, icon } from './dom.js'
import { fullMoment, hour } from './moments.js'
import { richText } from './rich-text.js'

const PLACEHOLDERS = { sticker: 'Sticker', voice: 'Voice message', photo: 'Photo' }

export function bubble(message, { follows }) {
  const kind = ['message', message.mine ? 'mine' : 'theirs', follows && 'follows']
  return el(
    'article',
    {
      class: kind.filter(Boolean).join(' '),
      'data-id': message.id,
      'aria-label': `${message.mine ? 'You' : 'Angat'}, ${hour(message.at)}`,
    },
    el(
      'div',
      { class: 'bubble' },
      message.reply && quote(message.reply),
      placeholder(message),
      message.file && file(message.file),
      message.text && el('div', { class: 'text', dir: 'auto' }, richText(message.text, message.entities)),
      foot(message),
    ),
    message.mine && message.kind === 'text' ? pencil(message) : null,
    message.rows.length ? keyboard(message.rows) : null,
  )
}

function pencil({ id }) {
  return el(
    'button',
    { type: 'button', class: 'pencil', 'data-edit': id, 'aria-label': 'Edit this message' },
    icon('pencil'),
  )
}

function quote(reply) {
  return el(
    'button',
    { type: 'button', class: 'quote', 'data-jump': reply.id, 'aria-label': 'To the message this answers' },
    el('b', {}, reply.mine ? 'You' : 'Angat'),
    el('span', { dir: 'auto' }, reply.text || 'Deleted message'),
  )
}

function placeholder(message) {
  const name = PLACEHOLDERS[message.kind]
  return name ? el('p', { class: 'placeholder' }, name) : null
}

function file({ name, size, href }) {
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

function readableSize(bytes) {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

function foot(message) {
  return el(
    'div',
    { class: 'foot' },
    message.reaction && el('span', { class: 'reaction', 'aria-label': `Reaction ${message.reaction}` }, message.reaction),
    message.edited ? el('span', { class: 'edited' }, 'edited') : null,
    el('time', { datetime: new Date(message.at).toISOString(), title: fullMoment(message.at) }, hour(message.at)),
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
