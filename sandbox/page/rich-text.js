// Text and entities become elements; offsets count UTF-16 units, as strings here do.

import { el } from './dom.js'
import { addressOf, WRITTEN } from './links.js'

const SAFE_LINK = /^(https?|tg|mailto|tel):/i
const TAGS = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  blockquote: 'blockquote',
}

export function richText(text, entities) {
  const root = document.createDocumentFragment()
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length)
  fill(root, text, { from: 0, to: text.length, entities: sorted })
  return root
}

function fill(parent, text, { from, to, entities }) {
  const queue = [...entities]
  let at = from
  while (queue.length) {
    const entity = queue.shift()
    const begin = Math.max(entity.offset, at)
    const end = Math.min(entity.offset + entity.length, to)
    if (begin >= end) continue
    plain(parent, text.slice(at, begin))
    const node = wrap(entity, text.slice(begin, end))
    parent.append(node)
    fill(node.inner ?? node, text, { from: begin, to: end, entities: within(queue, end) })
    at = end
  }
  plain(parent, text.slice(at, to))
}

function plain(parent, text) {
  let at = 0
  if (!parent.closest?.('a,button,code')) {
    for (const found of text.matchAll(WRITTEN)) {
      parent.append(text.slice(at, found.index), linked(found[0]))
      at = found.index + found[0].length
    }
  }
  parent.append(text.slice(at))
}

function linked(written) {
  const node = link(addressOf(written))
  node.append(written)
  return node
}

/** Takes what begins before `end` out of the queue; what reaches beyond it is cut in two. */
function within(queue, end) {
  const inside = []
  const beyond = []
  while (queue.length && queue[0].offset < end) {
    const entity = queue.shift()
    inside.push(entity)
    const rest = entity.offset + entity.length - end
    if (rest > 0) beyond.push({ ...entity, offset: end, length: rest })
  }
  queue.unshift(...beyond)
  return inside
}

function wrap(entity, covered) {
  switch (entity.type) {
    case 'spoiler':
      return el('span', { class: 'spoiler', role: 'button', tabindex: 0, 'aria-label': 'Hidden text, press to read' })
    case 'pre':
      return block(entity)
    case 'expandable_blockquote':
      return el('blockquote', { class: 'folded', tabindex: 0 })
    case 'text_link':
      return link(entity.url)
    case 'url':
    case 'mention':
      return link(addressOf(covered))
    case 'bot_command':
      return el('button', { type: 'button', class: 'command', 'data-command': covered })
    default:
      return el(TAGS[entity.type] ?? 'span')
  }
}

function link(url) {
  if (!SAFE_LINK.test(url)) return el('span')
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' })
}

function block(entity) {
  const inner = el('code')
  const node = el('pre', { 'data-language': entity.language }, inner)
  node.inner = inner
  return node
}
