// The chat itself: only what changed is drawn again, and focus and scroll stay where they were.

import { bubble } from './bubble.js'
import { el, find, show } from './dom.js'
import { dayKey, longDay } from './moments.js'

const NEAR_END_PX = 48
const SAME_BREATH_MS = 5 * 60_000

export function chatLog({ onTap, onCopy, onCommand, onEdit, onStart }) {
  const root = find('.log')
  const toEnd = find('.to-end')
  let drawn = new Map()
  let shownChat = ''
  let state = null

  root.addEventListener('click', (event) => {
    const target = event.target.closest('[data-tap],[data-copy],[data-command],[data-edit],[data-jump],[data-start],.spoiler,.folded')
    if (!target) return
    if (target.matches('.spoiler')) reveal(target)
    else if (target.matches('.folded')) target.classList.toggle('open')
    else act(target)
  })
  root.addEventListener('keydown', (event) => {
    if (!['Enter', ' '].includes(event.key) || !event.target.matches('.spoiler,.folded')) return
    event.preventDefault()
    event.target.click()
  })
  root.addEventListener('dblclick', (event) => {
    const article = event.target.closest('.mine')
    if (article && !event.target.closest('button,a')) onEdit(messageOf(article))
  })
  root.addEventListener('scroll', () => show(toEnd, !nearEnd(root)))
  toEnd.addEventListener('click', () => root.scrollTo({ top: root.scrollHeight, behavior: 'smooth' }))
  // A keyboard on a phone, or a composer that grows, must not hide the newest message.
  let stuck = true
  root.addEventListener('scroll', () => { stuck = nearEnd(root) })
  new ResizeObserver(() => { if (stuck) root.scrollTop = root.scrollHeight }).observe(root)

  function act(target) {
    const { tap, copy, command, edit, jump } = target.dataset
    if (tap !== undefined) onTap(messageOf(target), tap, target)
    else if (copy !== undefined) onCopy(copy)
    else if (command !== undefined) onCommand(command)
    else if (edit !== undefined) onEdit(messageOf(target))
    else if (jump !== undefined) jumpTo(jump)
    else onStart()
  }

  function messageOf(node) {
    const id = Number(node.closest('.message').dataset.id)
    return state.messages.find((message) => message.id === id)
  }

  function jumpTo(id) {
    const node = find(`[data-id="${id}"]`, root)
    if (!node) return
    node.scrollIntoView({ block: 'center', behavior: 'smooth' })
    node.classList.remove('found')
    void node.offsetWidth
    node.classList.add('found')
  }

  function draw(next) {
    const chat = `${next.epoch}/${next.who}`
    const isNew = chat !== shownChat
    const follow = isNew || nearEnd(root) || hasNewOwn(state, next)
    state = next
    if (isNew) begin()
    shownChat = chat
    const focus = focusIn(root)
    drawn = arrange(root, wanted(next), { drawn, quiet: isNew })
    if (focus) focus()
    if (follow) root.scrollTop = root.scrollHeight
    show(toEnd, !nearEnd(root))
    // Only what comes after the first drawing is read aloud.
    requestAnimationFrame(() => root.setAttribute('aria-busy', 'false'))
  }

  function begin() {
    root.setAttribute('aria-busy', 'true')
    root.replaceChildren()
    drawn = new Map()
  }

  return { draw }
}

/** What should stand in the log, each with a key and a signature that changes when it looks different. */
function wanted(state) {
  if (!state.messages.length) return [{ key: 'empty', signature: String(state.who), make: () => emptiness(state) }]
  const items = []
  let previous = null
  for (const message of state.messages) {
    const sameDay = previous && dayKey(previous.at) === dayKey(message.at)
    if (!sameDay) items.push(daySign(message.at, items.length))
    const follows = Boolean(sameDay && previous.mine === message.mine && message.at - previous.at < SAME_BREATH_MS)
    const signature = JSON.stringify([message, follows])
    items.push({ key: `message ${message.id}`, signature, make: () => bubble(message, { follows }) })
    previous = message
  }
  if (state.typing) items.push({ key: 'typing', signature: '', make: typing })
  return items
}

function daySign(at, place) {
  const key = `day ${dayKey(at)} ${place === 0 ? 'first' : ''}`
  return { key, signature: key, make: () => el('p', { class: 'day' }, el('span', {}, longDay(at))) }
}

function arrange(root, items, { drawn, quiet }) {
  const next = new Map()
  let before = root.firstChild
  for (const { key, signature, make } of items) {
    const old = drawn.get(key)
    const keep = old && old.signature === signature
    const node = keep ? old.node : make()
    if (!old && !quiet) node.classList.add('arrives')
    if (old && !keep) {
      if (before === old.node) before = node
      keepOpen(old.node, node)
      old.node.replaceWith(node)
    }
    if (node === before) before = before.nextSibling
    else root.insertBefore(node, before)
    next.set(key, { signature, node })
  }
  for (const [key, { node }] of drawn) if (!next.has(key)) node.remove()
  return next
}

/** What a person has uncovered stays uncovered when the same text is drawn again. */
function keepOpen(old, node) {
  const shown = [...old.querySelectorAll('.spoiler.shown')].map((spoiler) => spoiler.textContent)
  for (const spoiler of node.querySelectorAll('.spoiler')) {
    if (shown.includes(spoiler.textContent)) reveal(spoiler)
  }
}

function reveal(spoiler) {
  spoiler.classList.add('shown')
  for (const name of ['role', 'tabindex', 'aria-label']) spoiler.removeAttribute(name)
}

/** Remembers a focused button by its place, because an edit may bring another one. */
function focusIn(root) {
  const active = document.activeElement
  const article = root.contains(active) ? active.closest('.message') : null
  if (!article || active === article) return null
  const place = [...article.querySelectorAll('button,a')].indexOf(active)
  return () => {
    if (root.contains(active)) return
    const now = find(`[data-id="${article.dataset.id}"]`, root)
    const again = now ? now.querySelectorAll('.keyboard .key') : []
    const target = again.length ? (now.querySelectorAll('button,a')[place] ?? again[0]) : root
    target.focus({ preventScroll: true })
  }
}

function emptiness(state) {
  const person = state.people.find((one) => one.id === state.who)
  if (!person) return el('div', { class: 'emptiness' })
  return el(
    'div',
    { class: 'emptiness' },
    el('p', {}, `This is ${person.name}'s phone.`, el('br'), 'Nothing has been said yet.'),
    el('button', { type: 'button', class: 'begin', 'data-start': true }, 'Start'),
  )
}

function typing() {
  return el(
    'div',
    { class: 'typing', 'aria-label': 'Angat is typing' },
    el('i'), el('i'), el('i'),
  )
}

function hasNewOwn(before, after) {
  if (!before || before.who !== after.who) return false
  const last = before.messages.at(-1)?.id ?? 0
  return after.messages.some((message) => message.mine && message.id > last)
}

function nearEnd(root) {
  return root.scrollHeight - root.scrollTop - root.clientHeight < NEAR_END_PX
}
