// Where one is: whose phone, which chat, which topic; and the address that leads back there.

import { el, find, show } from './dom.js'
import { tabs } from './tabs.js'

export function places({ onLook }) {
  const chatRow = find('.chats')
  const topicRow = find('.topics')
  /** Where each person was last, so that they are found there again. */
  const left = new Map()
  let state = null
  /** An address on the way: first the person is found, then the chat among theirs. */
  let sought = location.hash
  /** What stands in the address line by our own hand: another one was typed a moment ago. */
  let written = ''

  const people = tabs({ root: find('.people'), controls: 'phone', inside: face, onChoose: become })
  const chats = tabs({ root: chatRow, controls: 'log', inside: name, onChoose: (chat) => choose({ chat, topic: 0 }) })
  const topics = tabs({ root: topicRow, controls: 'log', inside: name, onChoose: (topic) => choose({ topic }) })

  document.addEventListener('keydown', (event) => {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
    if (!event.altKey || event.ctrlKey || event.metaKey || !digit) return
    const person = state?.people[digit - 1]
    if (!person) return
    event.preventDefault()
    become(person.id)
  })
  window.addEventListener('hashchange', () => {
    sought = location.hash
    if (state && !state.pending) seek()
  })

  function become(who) {
    if (who !== state.who) choose({ who, ...(left.get(`${state.epoch}/${who}`) ?? { chat: 0, topic: 0 }) })
  }

  /** Whoever chooses by hand means that, and no longer the address. */
  function choose(place) {
    sought = ''
    written = location.hash
    go(place)
  }

  function go(place) {
    onLook({ who: state.who, chat: state.chat, ...place, oldest: 0, older: 0 })
  }

  function draw(next) {
    state = next
    left.set(`${next.epoch}/${next.who}`, { chat: next.chat, topic: next.topic })
    drawTabs()
    // Of a place that one has just chosen only the tabs are known.
    if (next.pending) return
    drawHead(next)
    if (written && location.hash !== written) sought = location.hash
    if (sought) seek()
    else write(next)
  }

  function seek() {
    const place = sought ? meant(state, sought) : null
    if (place) return go(place)
    sought = ''
    write(state)
  }

  function write(place) {
    writeAddress(place)
    written = location.hash
  }

  function drawTabs() {
    const topicsHere = chosenChat(state)?.topics ?? []
    people.draw(state.people.map((one) => ({ ...one, chosen: one.id === state.who })))
    chats.draw(state.chats.map(({ id, title, unread }) => ({ id, title, unread, chosen: id === state.chat })))
    topics.draw(topicsHere.map((topic) => ({ ...topic, chosen: topic.id === state.topic })))
    show(topicRow, topicsHere.length > 0)
  }

  return { draw, goHome: () => choose({ chat: state.who, topic: 0 }) }
}

export const chosenChat = (state) => state.chats.find(({ id }) => id === state.chat)

function face(person, place) {
  return [
    el('span', { class: `face face-${place % 4}`, 'aria-hidden': 'true' }, [...person.name][0] ?? '?'),
    el('span', { class: 'tab-name', dir: 'auto' }, person.name),
    ' ',
    el('span', { class: 'tab-label' }, person.label),
  ]
}

function name({ title, isClosed }) {
  return [
    el('span', { class: 'tab-name', dir: 'auto' }, title),
    isClosed ? el('span', { class: 'tab-label' }, ' closed') : null,
  ]
}

function drawHead(state) {
  const chat = chosenChat(state)
  const person = state.people.find(({ id }) => id === state.who)
  const unread = state.people.reduce((sum, one) => sum + (one.id === state.who ? one.unread : 0), 0)
  document.title = `${unread ? `(${unread}) ` : ''}${person ? `${person.name} · ` : ''}Angat sandbox`
  find('.phone').setAttribute('aria-label', person ? `${person.name}'s phone` : 'Phone')
  if (!chat || !person) return
  const topic = chat.topics.find(({ id }) => id === state.topic)
  find('.head-name').textContent = chat.isGroup ? chat.members.join(', ') : 'Angat, a bot'
  find('.head-whose').textContent = `${person.name}'s phone`
  const where = [`Chat of ${person.name}`, chat.isGroup ? `in ${chat.title}` : 'with Angat', topic && `: ${topic.title}`]
  find('.log').setAttribute('aria-label', where.filter(Boolean).join(' ').replace(' :', ':'))
}

/** "#marco/night-floor": a person, and a chat of theirs. */
function writeAddress(state) {
  const person = state.people.find(({ id }) => id === state.who)
  const chat = chosenChat(state)
  if (!person || !chat) return
  const parts = [person.name, ...(chat.isGroup ? [chat.title] : [])]
  history.replaceState(null, '', `#${parts.map(slug).join('/')}`)
}

/** What the address means, null when that is where one is. */
function meant(state, address) {
  const [who, chat] = decodeURIComponent(address.slice(1)).split('/')
  const person = state.people.find(({ name }) => slug(name) === slug(who ?? ''))
  if (!person) return null
  const isThere = person.id === state.who
  const group = isThere ? state.chats.find(({ title, isGroup }) => isGroup && slug(title) === slug(chat ?? '')) : null
  if (!isThere) return { who: person.id, chat: 0, topic: 0 }
  const wanted = group?.id ?? state.who
  return wanted === state.chat ? null : { chat: wanted, topic: 0 }
}

const slug = (text) => text.toLowerCase().trim().replace(/\s+/g, '-')
