/** Starts the app: preferences, address, and the shell around the screens. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { applyPreferences } from './stores/preferences';
import { followAddress } from './stores/route';
import './ui/tokens.css';
import './ui/global.css';

/**
 * React Aria adds a style tag with one rule unless an element of this id is there already. The rule is
 * in global.css, so that the page's security policy needs no exception.
 */
function declarePressableStyle(): void {
  const marker = document.createElement('meta');
  marker.id = 'react-aria-pressable-style';
  document.head.append(marker);
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
declarePressableStyle();
applyPreferences(document.documentElement);
followAddress();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
