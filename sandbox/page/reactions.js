// What one does about a message: react, reply, edit. Opened by its dots, a long press, or a key.

import { open } from './dialogs.js'
import { el, find, show } from './dom.js'

const EMOJIS = ['👍', '❤', '🔥', '👏', '🙏', '😁', '🎉', '💯']
const PREVIEW_CHARACTERS = 90

export function doings({ onReact, onReply, onEdit }) {
  const dialog = find('.doing')
  let message = null

  find('.emojis', dialog).addEventListener('click', (event) => {
    const button = event.target.closest('button')
    if (button) leave(() => onReact(message, button.getAttribute('aria-pressed') === 'true' ? '' : button.dataset.emoji))
  })
  find('[data-reply]', dialog).addEventListener('click', () => leave(() => onReply(message)))
  find('[data-edit]', dialog).addEventListener('click', () => leave(() => onEdit(message)))

  function leave(then) {
    dialog.close()
    then()
  }

  return function about(chosen) {
    message = chosen
    find('.doing-words', dialog).textContent = [...(message.text || message.file?.name || 'Message')].slice(0, PREVIEW_CHARACTERS).join('')
    const given = message.reactions.find(({ mine }) => mine)?.emoji
    find('.emojis', dialog).replaceChildren(...EMOJIS.map((emoji) => choice(emoji, emoji === given)))
    show(find('[data-edit]', dialog), message.mine && message.kind === 'text')
    open(dialog)
  }
}

function choice(emoji, pressed) {
  return el('button', { type: 'button', 'data-emoji': emoji, 'aria-label': `React ${emoji}`, 'aria-pressed': String(pressed) }, inColour(emoji))
}

/** A heart is a letter of old, unless it is asked to be a picture. */
const inColour = (emoji) => (emoji === '❤' ? `${emoji}\ufe0f` : emoji)

/** The ones under a message; in a group with the names of who gave them. */
export function given(message, { isGroup }) {
  return message.reactions.map(({ emoji, who, mine }) => {
    const label = `${emoji} from ${who.join(', ')}`
    return el(
      'button',
      { type: 'button', class: 'reaction', 'data-react': emoji, 'aria-pressed': String(mine), 'aria-label': label, title: label },
      inColour(emoji),
      isGroup ? el('span', { class: 'reaction-who' }, ` ${who.join(', ')}`) : null,
    )
  })
}
