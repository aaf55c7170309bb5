/** What screen readers are told when something changes away from the focus. */
import { create } from 'zustand';

/** The latest announcement; `id` grows so that the same text can be said twice. */
export interface Announcement {
  id: number;
  text: string;
}

/** The latest announcement; the shell renders it in a live region. */
export const useAnnouncement = create<Announcement>(() => ({ id: 0, text: '' }));

/** Has screen readers say a text once they are idle. */
export function announce(text: string): void {
  useAnnouncement.setState(({ id }) => ({ id: id + 1, text }));
}
