// The clock of this world: it runs by itself, and it can be sent ahead, or begun again.

import { calendar } from './calendar.js'
import { ask, open } from './dialogs.js'
import { find, show } from './dom.js'
import { dayKey, daysBetween, hour, minuteOfDay, shortDay, useZone } from './moments.js'

const PLAYS = { 'first-week': 'the first week' }

export function clock({ onTravel, onFirst, onShiftEnd, onWorld, onPlay }) {
  const worlds = find('.worlds')
  const spoken = find('.spoken')
  const worldOpen = find('.world-open')
  const buttons = [...document.querySelectorAll('.travel button, .worlds button:not([data-close])')]
  const drawMonth = calendar()
  let anchor = null
  let locked = false
  let state = null
  let playedFrom = null

  for (const button of buttons) button.addEventListener('click', () => press(button))
  worldOpen.addEventListener('click', () => {
    if (worldOpen.getAttribute('aria-disabled') !== 'true') open(worlds)
  })
  setInterval(tick, 1000)

  async function press(button) {
    // Not `disabled`: a disabled button would throw the keyboard's focus away.
    if (locked || state?.busy) return
    const isWorld = worlds.contains(button)
    worlds.close()
    if (isWorld && !(await mayWipe())) return
    lock(isWorld ? worldOpen : button)
    await chosen(button.dataset)
    lock(null)
  }

  function arrive(moment) {
    anchor = { world: moment, page: performance.now() }
    spoken.textContent = `It is ${shortDay(moment)}, ${hour(moment)}`
    tick()
  }

  function mayWipe() {
    if (!state?.kept) return true
    const names = state.people.map(({ name }) => name).join(', ')
    return ask({
      title: 'Wipe this world?',
      words: `${state.kept} keeps it. Lost for good: all that Angat keeps there of ${names}, and all their chats.`,
      yes: 'Wipe it',
    })
  }

  function chosen({ hours, first, shiftEnd, world, play }) {
    if (hours) return onTravel(Number(hours))
    if (first !== undefined) return onFirst()
    if (shiftEnd !== undefined) return onShiftEnd()
    return world ? onWorld(world) : onPlay(play)
  }

  function lock(pressed) {
    locked = pressed !== null
    for (const button of [...buttons, worldOpen]) {
      button.classList.toggle('working', button === pressed)
      button.setAttribute('aria-disabled', String(locked || Boolean(state?.busy)))
    }
  }

  const now = () => anchor.world + (performance.now() - anchor.page)

  function tick() {
    if (!anchor) return
    const at = now()
    write('.clock-day', shortDay(at))
    write('.clock-time', hour(at))
    find('.clock-face').dateTime = new Date(at).toISOString()
    find('.sky').style.setProperty('--at', minuteOfDay(at) / 1440)
    drawMonth(at)
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
    show(find('.travel'), !next.bound)
    show(worldOpen, !next.bound)
    show(find('.bound'), Boolean(next.bound))
    find('.bound').textContent = next.bound
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

  return { draw, arrive }
}
