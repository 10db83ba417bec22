// The page as a whole: news comes in, orders go out, each part draws itself.

import { news, order, Refused } from './api.js'
import { clock } from './clock.js'
import { composer } from './composer.js'
import { find, show } from './dom.js'
import { chatLog } from './log.js'
import { people } from './people.js'

const TOAST_MS = 3500
const NOTICE_MS = 9000
const LOST = 'The sandbox does not answer. Trying again.'

let who = 0

const log = chatLog({ onTap: tap, onCopy: copy, onCommand: say, onEdit: (message) => writing.startEditing(message), onStart: start })
const writing = composer({ onSay: say, onEdit: (message, text) => attempt('edit', { who, message: message.id, text }) })
const seats = people({ onChoose: choose })
const time = clock({
  onTravel: (hours) => attempt('travel', { hours }),
  onShiftEnd: () => attempt('shift-end', { who }),
  onWorld: (kind) => attempt('world', { kind }),
  onPlay: (name) => attempt('play', { name }),
})
const latest = news({ onState: draw, onLost: (failures) => failures > 0 && notify(LOST, { stays: true }) })

find('.notice button').addEventListener('click', () => show(find('.notice'), false))
if (matchMedia('(hover: hover)').matches) writing.focus()

function draw(state) {
  who = state.who
  if (find('.notice span').textContent === LOST) show(find('.notice'), false)
  time.draw(state)
  seats.draw(state)
  log.draw(state)
  writing.draw(state)
  drawHead(state)
}

function drawHead(state) {
  const person = state.people.find(({ id }) => id === who)
  find('.head-state').textContent = state.typing ? 'typing' : 'bot'
  find('.head-whose').textContent = person ? `${person.name}'s phone` : ''
  find('.log').setAttribute('aria-label', person ? `Chat of ${person.name} with Angat` : 'Chat')
}

function choose(id) {
  show(find('.notice'), false)
  show(find('.toast'), false)
  latest.choose(id)
}

async function start() {
  writing.focus()
  await say('/start')
}

function say(text) {
  return attempt('say', { who, text })
}

async function tap(message, data, button) {
  if (button.getAttribute('aria-busy') === 'true') return
  button.setAttribute('aria-busy', 'true')
  await attempt('tap', { who, message: message.id, data })
  button.removeAttribute('aria-busy')
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
    const { toast: words, notice } = await order(name, body)
    if (words) toast(words)
    if (notice) notify(notice)
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
