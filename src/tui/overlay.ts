/** Applies a command to an overlay (help, prompt or menu): its next state, or how it was closed. Pure. */
import { edited } from './field.js';
import { helpLines } from './help.js';
import type { Command } from './keys.js';
import { stepOf, within } from './moves.js';
import { noteProblem } from '../trust/note.js';
import type { NoteAction, Overlay } from './state.js';

/** The overlay after a command; `accepted` if it was confirmed with its current content. */
export type OverlayResult = Overlay | 'closed' | 'accepted';

const PROMPT_HINT: Readonly<Record<NoteAction, string>> = {
  verify: 'type what you checked it against',
  flag: 'say what is wrong',
};

/** Returns why a prompt cannot be accepted as typed; null if it can. */
export function promptProblem({
  action,
  field,
  needsNote,
}: Extract<Overlay, { kind: 'prompt' }>): string | null {
  if (field.text.trim() !== '') return noteProblem(field.text);
  return needsNote ? PROMPT_HINT[action] : null;
}

/** Applies a command to the overlay. @param page rows on the screen */
export function updateOverlay(overlay: Overlay, command: Command, page: number): OverlayResult {
  if (command === 'back') return 'closed';
  if (command === 'accept') {
    const isOpen = overlay.kind === 'prompt' && overlay.since === null && overlay.barred === null;
    return isOpen ? overlay : 'accepted';
  }
  switch (overlay.kind) {
    case 'help': {
      const last = Math.max(0, helpLines().length - page);
      return { ...overlay, line: within(overlay.line + stepOf(command, page), last + 1) };
    }
    case 'prompt':
      return {
        ...overlay,
        field: edited(overlay.field, command) ?? overlay.field,
        line: within(overlay.line + stepOf(command, page), (overlay.since?.length ?? 0) + 1),
      };
    case 'menu':
      return menuAfter(overlay, command, page);
  }
}

function menuAfter(menu: Extract<Overlay, { kind: 'menu' }>, command: Command, page: number): Overlay {
  const { groups, group, chosen } = menu;
  if (command === 'left' || command === 'right') {
    const next = group + (command === 'right' ? 1 : groups.length - 1);
    return { ...menu, group: next % Math.max(1, groups.length), chosen: 0 };
  }
  const count = groups[group]?.choices.length ?? 0;
  return { ...menu, chosen: within(chosen + stepOf(command, page), count) };
}
