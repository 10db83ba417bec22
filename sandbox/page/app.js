// The page as a whole: news comes in, orders go out, each part draws itself.

import { news, order, Refused } from './api.js'
import { asOrder, attaching } from './attaching.js'
import { clock } from './clock.js'
import { composer } from './composer.js'
import { ask } from './dialogs.js'
import { find, show } from './dom.js'
import { payloadOf } from './links.js'
import { chatLog } from './log.js'
import { chosenChat, places } from './places.js'
import { doings } from './reactions.js'
import { showPhoto } from './viewer.js'

const TOAST_MS = 3500
const NOTICE_MS = 9000
const LOST = 'The sandbox does not answer. Trying again.'
const TOO_LARGE = 'A bot can read files of 20 MB at most.'

let now = { who: 0, chat: 0, topic: 0, chats: [] }

const command = (text) => say(addressed(text), null)
const writing = composer({ onSay: say, onCommand: command, onFile: sendFile, onEdit: edit })
const about = doings({ onReact: react, onReply: writing.answer, onEdit: writing.startEditing })
const log = chatLog({
  onTap: tap,
  onCopy: copy,
  onCommand: command,
  onEdit: writing.startEditing,
  onStart: start,
  onMore: about,
  onReact: (message, emoji) => react(message, message.reactions.some((one) => one.mine && one.emoji === emoji) ? '' : emoji),
  onPhoto: showPhoto,
  onLink: follow,
  onReach: (changes) => latest.look(changes),
})
const rooms = places({ onLook: look })
const time = clock({
  onTravel: (hours) => attempt('travel', { hours }),
  onFirst: () => attempt('first', {}),
  onShiftEnd: () => attempt('shift-end', { who: now.who }),
  onWorld: (kind) => attempt('world', { kind, wipes: now.kept }),
  onPlay: (name) => attempt('play', { name, wipes: now.kept }),
})
attaching({
  onFile: writing.attach,
  onSample: (kind) => attempt('send', { ...here(), kind }),
  onTooLarge: () => notify(TOO_LARGE),
})
const latest = news({
  first: { who: 0, chat: 0, topic: 0, oldest: 0, older: 0 },
  onState: draw,
  onLost: (failures) => failures > 0 && notify(LOST, { stays: true }),
})

find('.notice button').addEventListener('click', () => show(find('.notice'), false))
if (matchMedia('(hover: hover)').matches) writing.focus()

function draw(state) {
  if (find('.notice span').textContent === LOST) show(find('.notice'), false)
  time.draw(state)
  turn(state)
}

const here = () => ({ who: now.who, chat: now.chat, topic: now.topic })

/** One is there at once, so that what is typed next goes there; what was said comes in a moment. */
function look(place) {
  show(find('.notice'), false)
  show(find('.toast'), false)
  const chat = place.chat || place.who
  const topics = now.chats.find(({ id }) => id === chat)?.topics ?? []
  const topic = place.topic || (topics[0]?.id ?? 0)
  const isSame = place.who === now.who && chat === now.chat && topic === now.topic
  if (!isSame) turn({ ...now, who: place.who, chat, topic, messages: [], older: false, typing: false, pending: true })
  latest.look(place)
}

function turn(place) {
  now = place
  rooms.draw(now)
  writing.draw(now)
  log.draw(now)
}

/** What one person writes into one chat arrives in order; nobody else waits for it. */
const lines = new Map()

function inOrder(place, deed) {
  const key = `${place.who}/${place.chat}`
  const done = (lines.get(key) ?? Promise.resolve()).then(deed)
  lines.set(key, done)
  return done
}

async function start() {
  writing.focus()
  await say('/start', null)
}

function say(text, answered) {
  const place = here()
  const reply = answered ? { reply: answered.id } : {}
  return inOrder(place, () => attempt('say', { ...place, text, ...reply }))
}

/** In a group a command says whom it is for, as it does when one chooses it in Telegram. */
function addressed(command) {
  const isGroup = chosenChat(now)?.isGroup
  return isGroup && !command.includes('@') ? `${command}@${now.bot}` : command
}

function sendFile(file, caption) {
  const place = here()
  return inOrder(place, async () => attempt('send', { ...place, caption, ...(await asOrder(file)) }))
}

function edit(message, text) {
  const place = here()
  return inOrder(place, () => attempt('edit', { ...place, message: message.id, text }))
}

function react(message, emoji) {
  return attempt('react', { ...here(), message: message.id, emoji })
}

async function tap(message, data, button) {
  if (button.getAttribute('aria-busy') === 'true') return
  button.setAttribute('aria-busy', 'true')
  await attempt('tap', { ...here(), message: message.id, data })
  button.removeAttribute('aria-busy')
}

/** True when the link leads to the bot: then its chat opens and it is started, as by Start. */
function follow(url) {
  const payload = payloadOf(url, now.bot)
  if (payload === null) return false
  const home = { who: now.who, chat: now.who, topic: 0 }
  rooms.goHome()
  if (payload) inOrder(home, () => attempt('say', { ...home, text: `/start ${payload}` }))
  return true
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    toast('Copied')
  } catch {
    notify('The browser does not let this page copy.')
  }
}

/** False when it did not arrive; a reason then stands above the chat. */
async function attempt(name, body) {
  try {
    const { toast: words, alert, notice, url, now: moment } = await order(name, body)
    if (moment) time.arrive(moment)
    const isHere = body.who === undefined || body.who === now.who
    if (words && isHere) alert ? ask({ words }) : toast(words)
    if (notice) notify(notice)
    if (url && isHere && !follow(url)) window.open(url, '_blank', 'noopener')
    return true
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    notify(error.message)
    return error.wasHeard
  }
}

const fading = new Map()

function toast(text) {
  const node = find('.toast')
  node.textContent = text
  appear(node, TOAST_MS)
}

function notify(text, { stays = false } = {}) {
  const node = find('.notice')
  find('span', node).textContent = text
  appear(node, stays ? null : NOTICE_MS)
}

function appear(node, milliseconds) {
  clearTimeout(fading.get(node))
  show(node, true)
  if (milliseconds) fading.set(node, setTimeout(() => show(node, false), milliseconds))
}
