// The clock of this world: it runs by itself, and it can be sent ahead.

import { find, show } from './dom.js'
import { dayKey, daysBetween, hour, minuteOfDay, shortDay, useZone } from './moments.js'

const PLAYS = { 'first-week': 'the first week' }

export function clock({ onTravel, onShiftEnd, onWorld, onPlay }) {
  const side = find('.side')
  const worlds = find('.worlds')
  const toggle = find('.world-toggle')
  const spoken = find('.spoken')
  const buttons = [...side.querySelectorAll('.travel button, .worlds button')]
  let anchor = null
  let locked = false
  let state = null
  let playedFrom = null

  for (const button of buttons) button.addEventListener('click', () => press(button))
  toggle.addEventListener('click', () => openWorlds(toggle.getAttribute('aria-expanded') !== 'true'))
  document.addEventListener('click', (event) => {
    if (!event.target.closest('.worlds,.world-toggle')) openWorlds(false)
  })
  side.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || toggle.getAttribute('aria-expanded') !== 'true') return
    openWorlds(false)
    toggle.focus()
  })
  setInterval(tick, 1000)

  async function press(button) {
    // Not `disabled`: a disabled button would throw the keyboard's focus away.
    if (locked || state?.busy) return
    lock(button)
    openWorlds(false)
    await chosen(button.dataset)
    lock(null)
    if (anchor) spoken.textContent = `It is ${shortDay(now())}, ${hour(now())}`
  }

  function chosen({ hours, shiftEnd, world, play }) {
    if (hours) return onTravel(Number(hours))
    if (shiftEnd !== undefined) return onShiftEnd()
    return world ? onWorld(world) : onPlay(play)
  }

  function lock(pressed) {
    locked = pressed !== null
    for (const button of buttons) {
      button.classList.toggle('working', button === pressed)
      button.setAttribute('aria-disabled', String(locked || Boolean(state?.busy)))
    }
  }

  function openWorlds(open) {
    toggle.setAttribute('aria-expanded', String(open))
    worlds.classList.toggle('open', open)
  }

  const now = () => anchor.world + (performance.now() - anchor.page)

  function tick() {
    if (!anchor) return
    const at = now()
    write('.clock-day', shortDay(at))
    write('.clock-time', hour(at))
    find('.clock-face').dateTime = new Date(at).toISOString()
    find('.sky').style.setProperty('--at', minuteOfDay(at) / 1440)
    if (playedFrom !== null) drawDays(at)
  }

  function write(selector, text) {
    const node = find(selector)
    if (node.textContent !== text) node.textContent = text
  }

  function draw(next) {
    useZone(next.zone)
    const startsPlay = next.busy && (!state?.busy || next.epoch !== state.epoch)
    state = next
    anchor = { world: next.now, page: performance.now() }
    if (startsPlay || next.now < playedFrom) playedFrom = next.now
    if (!next.busy) playedFrom = null
    show(find('.playing'), next.busy !== '')
    if (!locked) lock(null)
    tick()
  }

  function drawDays(at) {
    const past = daysBetween(playedFrom, at)
    const days = [...find('.days').children]
    days.forEach((day, place) => {
      day.className = place < past ? 'past' : place === past ? 'on' : ''
    })
    const text = `Playing ${PLAYS[state.busy] ?? state.busy}, day ${Math.min(past + 1, days.length)} of ${days.length}`
    const line = find('.playing p')
    if (line.textContent !== text) line.textContent = text
    line.dataset.day = dayKey(at)
  }

  return { draw }
}
