import type { ComponentType } from 'react';
import type { RouteName } from '../stores/route';

/** How a screen uses the window: it fills it and scrolls inside, or it is a page that scrolls. */
export type ScreenLayout = 'fill' | 'page';

/** A screen: how it lies in the window and where its code is. */
export interface Screen {
  layout: ScreenLayout;
  /** Fetches the screen's code when it is first shown. */
  load: () => Promise<{ default: ComponentType }>;
}

/**
 * All screens. A new one is a name in stores/route.ts and a line here; the navigation, the titles and
 * the error boundaries follow.
 */
export const SCREENS: Record<RouteName, Screen> = {
  browse: { layout: 'fill', load: () => import('../views/browse/BrowseView') },
  train: { layout: 'page', load: () => import('../views/train/TrainView') },
  assistant: { layout: 'page', load: () => import('../views/assistant/AssistantView') },
  understand: { layout: 'page', load: () => import('../views/understand/UnderstandView') },
};
