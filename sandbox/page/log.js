// The chat itself: only what changed is drawn again, and focus and scroll stay where they were.

import { bubble } from './bubble.js'
import { el, find, show } from './dom.js'
import { dayKey, longDay } from './moments.js'
import { chosenChat } from './places.js'

const NEAR_END_PX = 48
const NEAR_START_PX = 200
const OLDER = 60
const MOST_AT_REST = 150
const SAME_BREATH_MS = 5 * 60_000

/** What a click on it does, by the name of its data attribute. */
const ACTS = '[data-tap],[data-copy],[data-command],[data-more],[data-react],[data-photo],[data-jump],[data-start]'

export function chatLog(on) {
  const root = find('.log')
  const toEnd = find('.to-end')
  let drawn = new Map()
  let shownChat = ''
  let state = null
  let reaching = false
  let sought = null

  root.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]')
    if (link && !link.matches('.file-open,.file-save') && on.onLink(link.href)) return event.preventDefault()
    const spoiler = event.target.closest('.spoiler,.folded')
    const target = event.target.closest(ACTS)
    if (target) act(target)
    else if (spoiler?.matches('.spoiler')) reveal(spoiler)
    else spoiler?.classList.toggle('open')
  })
  root.addEventListener('keydown', (event) => {
    if (!['Enter', ' '].includes(event.key) || !event.target.matches('.spoiler,.folded')) return
    event.preventDefault()
    event.target.click()
  })
  root.addEventListener('dblclick', (event) => {
    const article = event.target.closest('.mine')
    if (article && !event.target.closest('button,a')) on.onEdit(messageOf(article))
  })
  // A long press on a phone, the right button or the menu key elsewhere.
  root.addEventListener('contextmenu', (event) => {
    const article = event.target.closest('.message')
    if (!article || event.target.closest('a,img,audio') || !getSelection().isCollapsed) return
    event.preventDefault()
    on.onMore(messageOf(article))
  })
  root.addEventListener('scroll', () => {
    show(toEnd, !nearEnd(root))
    if (root.scrollTop < NEAR_START_PX && state?.older && !reaching) reach({ oldest: state.messages[0].id, older: OLDER })
    // Back at the end, a page is enough again.
    if (nearEnd(root) && state?.messages.length > MOST_AT_REST && !reaching) reach({ oldest: 0, older: 0 })
  })
  toEnd.addEventListener('click', () => root.scrollTo({ top: root.scrollHeight, behavior: 'smooth' }))
  // A keyboard on a phone, or a composer that grows, must not hide the newest message.
  let stuck = true
  root.addEventListener('scroll', () => { stuck = nearEnd(root) })
  new ResizeObserver(() => { if (stuck) root.scrollTop = root.scrollHeight }).observe(root)
  // A picture that is still on its way has its size, a voice has not.
  root.addEventListener('loadedmetadata', () => { if (stuck) root.scrollTop = root.scrollHeight }, true)

  /** Asks for what was said before; until it is there nobody asks again. */
  function reach(changes) {
    reaching = true
    on.onReach(changes)
  }

  function act(target) {
    const { tap, copy, command, react, jump, more, photo } = target.dataset
    if (tap !== undefined) on.onTap(messageOf(target), tap, target)
    else if (copy !== undefined) on.onCopy(copy)
    else if (command !== undefined) on.onCommand(command)
    else if (react !== undefined) on.onReact(messageOf(target), react)
    else if (more !== undefined) on.onMore(messageOf(target))
    else if (photo !== undefined) on.onPhoto(messageOf(target))
    else if (jump !== undefined) jumpTo(Number(jump))
    else on.onStart()
  }

  function messageOf(node) {
    const id = Number(node.closest('.message').dataset.id)
    return state.messages.find((message) => message.id === id)
  }

  function jumpTo(id, behavior = 'smooth') {
    const node = find(`[data-id="${id}"]`, root)
    if (!node) {
      sought = sought === id ? null : id
      if (sought) reach({ oldest: id, older: 0 })
      return
    }
    sought = null
    node.scrollIntoView({ block: 'center', behavior })
    node.classList.remove('found')
    void node.offsetWidth
    node.classList.add('found')
  }

  function draw(next) {
    const chat = `${next.epoch}/${next.who}/${next.chat}/${next.topic}`
    const isNew = chat !== shownChat
    const follow = isNew || state?.pending || nearEnd(root) || hasNewOwn(state, next)
    const isFetched = isNew || state?.pending || reaching
    if (isFetched) hush()
    state = next
    if (isNew) begin()
    shownChat = chat
    const focus = focusIn(root)
    const below = root.scrollHeight - root.scrollTop
    drawn = arrange(root, wanted(next), { drawn, quiet: isFetched })
    if (focus) focus()
    if (reaching) root.scrollTop = root.scrollHeight - below
    else if (follow) root.scrollTop = root.scrollHeight
    stuck = nearEnd(root)
    show(toEnd, !nearEnd(root))
    reaching = false
    if (sought !== null) jumpTo(sought, 'instant')
    if (!next.pending) requestAnimationFrame(() => root.setAttribute('aria-busy', 'false'))
  }

  /** Only what arrives is read aloud, not what is fetched. */
  function hush() {
    root.setAttribute('aria-busy', 'true')
  }

  function begin() {
    root.replaceChildren()
    drawn = new Map()
    reaching = false
    sought = null
  }

  return { draw }
}

/** What should stand in the log, each with a key and a signature that changes when it looks different. */
function wanted(state) {
  if (state.pending) return []
  const chat = chosenChat(state)
  const members = chat?.isGroup ? chat.members : []
  const isSilent = state.messages.length === 0
  const items = isSilent ? [{ key: 'empty', signature: String(state.who), make: () => emptiness(state, members.length > 0) }] : []
  if (state.older) items.push({ key: 'older', signature: '', make: () => el('p', { class: 'older' }, 'Earlier messages') })
  let previous = null
  for (const message of state.messages) {
    const sameDay = previous && dayKey(previous.at) === dayKey(message.at)
    if (!sameDay) items.push(daySign(message.at, previous === null))
    const follows = Boolean(sameDay && isOneBreath(previous, message))
    const signature = JSON.stringify([message, follows])
    items.push({ key: `message ${message.id}`, signature, make: () => bubble(message, { follows, members }) })
    previous = message
  }
  if (state.typing) items.push({ key: 'typing', signature: '', make: typing })
  return items
}

function isOneBreath(before, after) {
  const isSame = before.from === after.from && before.mine === after.mine && before.kind !== 'service'
  return isSame && after.at - before.at < SAME_BREATH_MS
}

function daySign(at, isFirst) {
  const key = `day ${dayKey(at)} ${isFirst ? 'first' : ''}`
  return { key, signature: key, make: () => el('p', { class: 'day' }, el('span', {}, longDay(at))) }
}

function arrange(root, items, { drawn, quiet }) {
  const next = new Map()
  // First what goes, or everything behind it would move, and be read aloud anew.
  const keys = new Set(items.map(({ key }) => key))
  for (const [key, { node }] of drawn) if (!keys.has(key)) node.remove()
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
  const kind = active.classList[0]
  const place = [...article.querySelectorAll(`.${kind}`)].indexOf(active)
  return () => {
    if (root.contains(active)) return
    const now = find(`[data-id="${article.dataset.id}"]`, root)
    const again = now ? [...now.querySelectorAll(`.${kind}`)] : []
    const target = again[place] ?? again[0] ?? root
    target.focus({ preventScroll: true })
  }
}

function emptiness(state, isGroup) {
  const person = state.people.find((one) => one.id === state.who)
  if (!person) return el('div', { class: 'emptiness' })
  if (isGroup) return el('div', { class: 'emptiness' }, el('p', {}, 'Nothing has been said here yet.'))
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
  if (!before || before.who !== after.who || before.chat !== after.chat) return false
  const last = before.messages.at(-1)?.id ?? 0
  return after.messages.some((message) => message.mine && message.id > last)
}

function nearEnd(root) {
  return root.scrollHeight - root.scrollTop - root.clientHeight < NEAR_END_PX
}
